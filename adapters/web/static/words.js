// The page's own words: they came with the page, and change when the language does.

import { el, htmlLanguage, prose, spoken } from "./dom.js";

let table = JSON.parse(document.body.dataset.words);
let language = document.documentElement.dataset.language;
let wanted = language;

export const current = () => language;

export function word(key, slots = {}) {
  return (table[key] ?? "").replace(/\{(\w+)\}/g, (whole, slot) => slots[slot] ?? whole);
}

// An element that says one of our words, and says it anew when the language changes.
export function said(name, key, properties = {}) {
  const node = el(name, { ...properties, "data-word": key });
  say(node);
  return node;
}

export function labelled(node, key, slots = {}) {
  node.dataset.wordLabel = key;
  node.dataset.slots = JSON.stringify(slots);
  node.setAttribute("aria-label", spoken(word(key, slots), language));
  return node;
}

// Say something in a line of the page: a word of ours, or a sentence of the server's.
export const tell = (node, sentence) => node.replaceChildren(...prose(sentence ?? "", language));

export function keep(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=7776000; samesite=lax${secure}`;
}

// Ask for another language. The page goes on in the old one until the words are here.
export async function speak(tag) {
  if (tag === wanted) return;
  wanted = tag;
  if (tag === language) return;
  try {
    const answer = await fetch(`/web/words/${encodeURIComponent(tag)}?v=${document.body.dataset.version}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const words = await answer.json();
    if (wanted !== tag) return;
    table = words;
    language = tag;
    keep("language", tag);
    localise();
  } catch {
    if (wanted === tag) wanted = language;
  }
}

function say(node) {
  const slots = node.dataset.slots ? JSON.parse(node.dataset.slots) : {};
  node.replaceChildren(...prose(word(node.dataset.word, slots), language));
  node.lang = htmlLanguage(language);
}

export function localise() {
  const root = document.documentElement;
  root.lang = htmlLanguage(language);
  root.dataset.language = language;
  title();
  document.querySelectorAll("[data-word]").forEach(say);
  for (const node of document.querySelectorAll("[data-word-label]")) {
    labelled(node, node.dataset.wordLabel, node.dataset.slots ? JSON.parse(node.dataset.slots) : {});
  }
  for (const node of document.querySelectorAll("[data-word-placeholder]")) {
    node.placeholder = spoken(word(node.dataset.wordPlaceholder), language);
  }
  const chooser = document.getElementById("language");
  chooser.value = language;
  alarm();
}

export function title(news = false) {
  document.title = news ? `● ${spoken(word("web_new_answer"), language)}` : spoken(word("web_title"), language);
}

// The emergency line is one sentence with two links inside, in whatever order the language puts them.
function alarm() {
  const line = document.getElementById("alarm");
  const [fire, police] = [...line.querySelectorAll("a")].sort((a, b) => a.dataset.slot < b.dataset.slot ? -1 : 1);
  const links = { fire, police };
  const pieces = (table.web_emergency ?? "").split(/(\{fire\}|\{police\})/);
  line.replaceChildren(...pieces.flatMap((piece) => {
    const slot = /^\{(fire|police)\}$/.exec(piece);
    return slot ? [links[slot[1]]] : prose(piece, language);
  }));
}
