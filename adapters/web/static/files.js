// What a counselor sent: a picture to look at, a sound to play, a document to open. Only ever from this very counter.

import { el, icon } from "./dom.js";
import { current, labelled, said } from "./words.js";

const OURS = /^\/web\/files\/[\w-]+$/;
const WORDS = { image: "file_image", audio: "file_audio", document: "file_document" };

export function file(given) {
  const key = WORDS[given.kind] ?? WORDS.document;
  if (!OURS.test(given.url)) return el("p", { class: "file gone" }, icon("clip"), said("span", "file_taken_back"));
  const shown = given.kind === "image" ? picture(given, key) : given.kind === "audio" ? sound(given, key) : null;
  const link = el("a", { class: "button", href: given.url, target: "_blank", rel: "noopener", download: given.kind === "image" ? null : given.name },
    icon("clip"), said("span", "file_open"), el("span", { class: "unseen" }, " ", given.name));
  return el("figure", { class: "file" }, shown,
    el("figcaption", {}, said("span", key, { class: "file-what" }),
      el("span", { class: "file-name" }, el("bdi", {}, given.name), " ", el("span", { class: "file-size", dir: "ltr" }, weight(given.size)))),
    link);
}

function picture(given, key) {
  const image = labelled(el("img", { src: given.url, decoding: "async" }), key);
  // What cannot be shown any more says so, instead of a broken sign.
  image.addEventListener("error", () => image.replaceWith(said("p", "file_taken_back")));
  return image;
}

const sound = (given, key) => labelled(el("audio", { src: given.url, controls: true, preload: "metadata" }), key);

function weight(bytes) {
  const large = bytes >= 1_000_000;
  const format = new Intl.NumberFormat(current().replace(/-easy$/, ""), {
    style: "unit",
    unit: large ? "megabyte" : "kilobyte",
    maximumFractionDigits: large ? 1 : 0,
  });
  return format.format(large ? bytes / 1e6 : Math.max(1, bytes / 1e3));
}
