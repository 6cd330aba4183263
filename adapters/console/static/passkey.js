// Passkeys: ask the server what to sign, let the device sign it, bring it back. All else on these pages is plain forms.

const token = document.body.dataset.token;

async function post(url, fields) {
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ token, ...fields }),
    headers: { accept: "application/json" },
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.message ?? "");
  return said;
}

// Newer browsers read and write the JSON themselves; for the others, the same by hand.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

function toMake(options) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: listed(options.excludeCredentials),
  };
}

function toSign(options) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return { ...options, challenge: bytes(options.challenge), allowCredentials: listed(options.allowCredentials) };
}

function written(credential) {
  if (credential.toJSON) return JSON.stringify(credential.toJSON());
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

async function enter(place) {
  const options = await post("/staff/login/passkey/options", {});
  const credential = await navigator.credentials.get({ publicKey: toSign(options) });
  const next = decodeURIComponent(place.dataset.next ?? "");
  return post("/staff/login/passkey", { credential: written(credential), next });
}

async function add(form) {
  const options = await post("/staff/me/security/passkeys/options", { current: form.elements.current.value });
  const credential = await navigator.credentials.create({ publicKey: toMake(options) });
  return post("/staff/me/security/passkeys", { credential: written(credential), name: form.elements.name.value });
}

async function run(place, button, work) {
  const trouble = place.querySelector("[data-trouble]");
  trouble.textContent = "";
  button.setAttribute("aria-disabled", "true");
  try {
    const { go } = await work(place);
    location.assign(go);
  } catch (error) {
    // Whoever closes the device's own dialog knows why nothing happened.
    const closed = error instanceof DOMException && error.name === "NotAllowedError";
    trouble.textContent = closed ? "" : error instanceof DOMException ? trouble.dataset.trouble : error.message || trouble.dataset.trouble;
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

if (window.PublicKeyCredential) {
  const button = document.querySelector("button[data-passkey=enter]");
  const form = document.querySelector("form[data-passkey=add]");
  if (button) {
    const place = document.getElementById("passkey");
    place.hidden = false;
    button.addEventListener("click", () => run(place, button, enter));
  }
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(form, form.querySelector("button"), add);
    });
  }
}
