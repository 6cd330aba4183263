// A picture from elsewhere: named, never loaded. The demonstration calls nobody.

import { el } from "./dom.js";
import { says } from "./words.js";

export function picture(address, label) {
  let host = "";
  try {
    host = new URL(address).host;
  } catch { /* no address */ }
  const words = host ? says(el("span"), "picture", { host }) : says(el("span"), "no_picture");
  return el("span", { class: "picture" }, el("span", { "aria-hidden": "true" }, "🖼️ "), label ? `${label} · ` : null, words);
}
