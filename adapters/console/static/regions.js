// Going from page to page, and having the page renewed, without its frame ever flickering.

import { morph } from "./morph.js";
import { load } from "./page.js";

const listeners = new Set();
let going = null;
let asked = null; // how the page before us was asked for, where its address does not say (a search)
let turn = 0;

// Told after every change, with what was done: "go", "stay" (something opened beside the same case), "renew" or "post".
export const whenChanged = (listener) => listeners.add(listener);

export const current = () => ({
  number: document.getElementById("talk")?.dataset.case ?? null,
  newest: Number(document.getElementById("talk")?.dataset.newest ?? 0),
});

// Put a page of the server's into this one. False when it is another kind of page (signed out, say).
export function put(page, how) {
  // What nobody looks at must not count as seen: a hidden page gets its lists, and its case when it is looked at.
  const whole = how !== "renew" || !document.hidden;
  const regions = [...document.querySelectorAll("[data-region]")].filter((region) => whole || region.id !== "pane");
  const fresh = regions.map((region) => page?.getElementById(region.id));
  if (!regions.length || fresh.some((region) => !region)) return false;
  if (how === "go" && current().number && page.getElementById("talk")?.dataset.case === current().number) how = "stay";
  if (how === "renew") keep(page);
  document.title = page.title;
  document.body.className = page.body.className;
  document.body.dataset.token = page.body.dataset.token;
  regions.forEach((region, index) => {
    if (how === "go" && region.id === "pane") region.replaceChildren(...imported(fresh[index]));
    else morph(region, fresh[index]);
  });
  for (const listener of listeners) listener(how);
  return true;
}

// "New from here" stays where it was while one reads, though the server knows by now that all was read;
// and why something was refused stays until one does something about it.
function keep(page) {
  const mark = document.getElementById("fresh");
  const next = mark?.nextElementSibling?.id;
  if (mark && next && !page?.getElementById("fresh")) page?.getElementById(next)?.before(page.importNode(mark, true));
  const refusal = document.querySelector("#composer #refusal");
  if (refusal && !page?.getElementById("refusal")) page?.getElementById("composer")?.prepend(page.importNode(refusal, true));
}

const imported = (region) => [...region.childNodes].map((node) => document.importNode(node, true));

// Go somewhere: a link, or a form that only looks for something.
export async function go(url, { method = "GET", body = null, push = true } = {}) {
  going?.abort();
  going = new AbortController();
  const mine = ++turn;
  try {
    const answer = await load(url, { method, body, signal: going.signal });
    if (mine !== turn) return true;
    if (!put(answer.page, "go")) return leave(answer.url);
    turn += 1; // what was asked for while we were on our way is of the page that we have left
    asked = method === "POST" ? { url, method, body } : null;
    if (push && answer.url !== location.href) history.pushState(null, "", answer.url);
    return true;
  } catch {
    return mine !== turn;
  }
}

// Have this very page again, as it is now. Whoever goes somewhere meanwhile goes first; then it is that page's turn.
export async function renew() {
  const mine = turn;
  const here = location.href;
  const { url, ...how } = asked ?? { url: here };
  try {
    const answer = await load(url, { ...how, quiet: true });
    if (mine !== turn || here !== location.href) return renew();
    if (answer.status === 200 && put(answer.page, "renew")) return true;
    return answer.status !== 401;
  } catch {
    return true;
  }
}

// Send a form that changes something. The server answers with the page as it is then.
export async function post(url, body) {
  const mine = ++turn;
  going?.abort();
  const answer = await load(url, { method: "POST", body });
  if (mine !== turn) return answer.status;
  if (!put(answer.page, "post")) {
    // Another kind of page: the door, or a refusal in words, which are said where one is.
    if (answer.status < 400) return leave(answer.url);
    throw new Error(answer.page?.getElementById("main")?.innerText.trim() ?? "");
  }
  asked = null;
  // A refusal is the same case at another address: that address is for posting only.
  if (answer.status < 400 && answer.url !== location.href) history.pushState(null, "", answer.url);
  return answer.status;
}

function leave(url) {
  location.assign(url);
  return 0;
}

addEventListener("popstate", () => go(location.href, { push: false }));
