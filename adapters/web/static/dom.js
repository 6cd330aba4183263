// The only way anything gets into the page: elements by name, words as text. Never markup.

const ICONS = new URL("icons.svg", import.meta.url).pathname;
const READING = /([\p{Script=Han}々〆〇ヶ]+)（([\p{Script=Hiragana}\p{Script=Katakana}ー・]+)）/gu;

export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${ICONS}#${name}`);
  svg.append(use);
  return svg;
}

// "ja-easy" is our own name; browsers and screen readers know plain "ja".
export const htmlLanguage = (tag) => (tag || "").replace(/-easy$/, "");

// In easy Japanese a reading follows its kanji in （）: it goes above them, where readers expect it.
export function prose(text, language) {
  if (language !== "ja-easy") return [text];
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(READING)) {
    nodes.push(text.slice(end, found.index));
    nodes.push(el("ruby", {}, found[1], el("rp", {}, "（"), el("rt", {}, found[2]), el("rp", {}, "）")));
    end = found.index + found[0].length;
  }
  return [...nodes, text.slice(end)];
}

// Where nothing can stand above (a label, a placeholder), the reading stands alone.
export const spoken = (text, language) => (language === "ja-easy" ? text.replace(READING, "$2") : text);

// A second fence behind the server's: nothing but telephone and web addresses becomes a link.
export const dials = (address) => /^tel:[0-9+*%]+$/.test(address);

export function opens(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

export function outward(address, properties, ...children) {
  return el("a", { ...properties, href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export const byId = (id) => document.getElementById(id);
