// The only way anything gets into the page: elements by name, words as text. Never markup.

export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

// "ja-easy" is our own name; browsers, platforms and screen readers know plain "ja".
export const plain = (tag) => (tag || "").replace(/-easy$/, "");

// Nothing but telephone, mail and web addresses becomes a link, and nothing of them is ever loaded.
export function link(address, properties, ...children) {
  let scheme = "";
  try {
    scheme = new URL(address).protocol;
  } catch { /* not an address */ }
  if (["tel:", "mailto:"].includes(scheme)) return el("a", { ...properties, href: address }, ...children);
  if (["http:", "https:"].includes(scheme)) {
    return el("a", { ...properties, href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
  }
  return el("span", properties, ...children);
}

const ADDRESS = /https?:\/\/[^\s<>"「」（）、。]+[^\s<>"「」（）、。.,;:!?)]/gu;

// Addresses in plain text can be tapped, as phones do it.
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    nodes.push(text.slice(end, found.index), link(found[0], {}, found[0]));
    end = found.index + found[0].length;
  }
  return [...nodes, text.slice(end)].filter((piece) => piece !== "");
}

export function clock(iso) {
  const at = new Date(iso);
  return Number.isNaN(at.valueOf())
    ? null
    : el("time", { datetime: at.toISOString() }, new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(at));
}
