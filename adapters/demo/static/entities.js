// Telegram's text: words, and a list of what stands where (in UTF-16 units, as JavaScript counts).

import { el, link } from "./dom.js";

// command(text): what happens when a /command is tapped
export function entities(text, list, command) {
  const sorted = (list ?? []).toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return inside(text, 0, text.length, sorted, command);
}

// What lies between two places; an entity holds all that lie within it.
function inside(text, start, end, sorted, command) {
  const nodes = [];
  let place = start;
  let index = 0;
  while (index < sorted.length) {
    const one = sorted[index];
    const last = one.offset + one.length;
    const within = [];
    index += 1;
    while (index < sorted.length && sorted[index].offset < last) {
      within.push(sorted[index]);
      index += 1;
    }
    if (one.offset < place) continue;
    nodes.push(text.slice(place, one.offset), dressed(one, text.slice(one.offset, last), inside(text, one.offset, last, within, command), command));
    place = last;
  }
  nodes.push(text.slice(place, end));
  // A block ends its line by itself.
  return nodes.map((piece, at) => (typeof piece === "string" && block(nodes[at - 1]) ? piece.replace(/^\n/, "") : piece))
    .filter((piece) => piece !== "");
}

const block = (node) => ["BLOCKQUOTE", "PRE"].includes(node?.tagName);

function dressed(one, words, content, command) {
  switch (one.type) {
    case "bold": return el("strong", {}, content);
    case "italic": return el("em", {}, content);
    case "underline": return el("u", {}, content);
    case "strikethrough": return el("s", {}, content);
    case "spoiler": return spoiler(content);
    case "blockquote": return el("blockquote", {}, content);
    case "expandable_blockquote": return el("blockquote", {}, content);
    case "code": return el("code", {}, content);
    case "pre": return el("pre", { tabindex: "0" }, content);
    case "text_link": return link(one.url, {}, content);
    case "url": return link(/^\w+:/.test(words) ? words : `https://${words}`, {}, content);
    case "email": return link(`mailto:${words}`, {}, content);
    case "phone_number": return link(`tel:${words.replace(/[^0-9+*#]/g, "")}`, {}, content);
    case "bot_command": return el("button", { type: "button", class: "command", onclick: () => command(words) }, content);
    default: return el("span", { class: one.type }, content);
  }
}

function spoiler(content) {
  const node = el("button", { type: "button", class: "spoiler", "aria-expanded": "false" }, content);
  node.addEventListener("click", () => node.setAttribute("aria-expanded", "true"));
  return node;
}
