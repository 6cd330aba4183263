// A page fetched as a document: the server makes all markup, and the browser parses it without running anything.
// XMLHttpRequest gives a parsed document, so no text ever has to be turned into markup here (Trusted Types hold).

export function load(url, { method = "GET", body = null, signal = null, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open(method, url);
    asked.responseType = "document";
    asked.timeout = 20000;
    // What a page asks by itself is no sign of life of whoever should sit before it.
    if (quiet) asked.setRequestHeader("x-requested-by", "live");
    asked.addEventListener("load", () => resolve({ status: asked.status, url: asked.responseURL, page: asked.response }));
    for (const end of ["error", "timeout", "abort"]) asked.addEventListener(end, () => reject(new Error(end)));
    signal?.addEventListener("abort", () => asked.abort());
    asked.send(body);
  });
}

// Small notes to the server, with no page in return.
export async function tell(url, fields, { last = false } = {}) {
  const body = new URLSearchParams({ token: document.body.dataset.token, ...fields });
  return fetch(url, { method: "POST", body, keepalive: last, redirect: "manual", headers: { accept: "application/json" } });
}
