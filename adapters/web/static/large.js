// Japanese words over the whole screen, to hold up to somebody.

import { byId, el } from "./dom.js";
import { said } from "./words.js";

export function showLarge(lines) {
  const dialog = byId("large");
  const close = el("button", { type: "button", class: "button main", onclick: () => dialog.close() }, said("span", "web_close"));
  dialog.replaceChildren(el("div", { class: "large-words", lang: "ja" }, lines.map((line) => el("p", {}, line))), close);
  dialog.setAttribute("aria-label", lines[0]);
  dialog.showModal();
  close.focus();
}
