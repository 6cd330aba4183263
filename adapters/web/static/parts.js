// A reply's parts as elements. What is Japanese stays Japanese and says so to screen readers.

import { dials, el, htmlLanguage, icon, opens, outward, prose, spoken } from "./dom.js";
import { file } from "./files.js";
import { current, labelled, said, tell, word } from "./words.js";
import { showLarge } from "./large.js";

export function part(given, language) {
  const build = builders[given.type];
  return build ? build(given, language) : null;
}

const builders = {
  paragraph: (given, language) => el("p", { class: "paragraph", dir: "auto" }, prose(given.text, language)),
  phone,
  link: (given, language) =>
    opens(given.url)
      ? el("p", { class: "link" }, outward(given.url, { dir: "auto" }, icon("out"), el("bdi", {}, prose(given.label || given.url, language))))
      : el("p", { class: "paragraph", dir: "auto" }, prose(given.label, language)),
  translated,
  show,
  place,
  source,
  file,
};

// A counselor's words that a machine translated: that it did, and below, folded away, what was written.
function translated(given, language) {
  const tag = htmlLanguage(given.written);
  const name = JSON.stringify({ language: ownName(tag) });
  return el("div", { class: "translated" },
    el("p", { class: "paragraph", dir: "auto" }, prose(given.text, language)),
    el("p", { class: "machine" }, icon("globe"), said("span", "case_machine_translated")),
    el("details", { class: "original" },
      el("summary", {}, icon("down"), said("span", "case_original", { "data-slots": name })),
      el("p", { class: "paragraph", lang: tag, dir: "auto" }, prose(given.original, given.written))));
}

// What a language calls itself, as the browser knows it.
function ownName(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function phone(given, language) {
  const inside = [
    icon("call"),
    el("span", { class: "phone-words" },
      el("bdi", { class: "phone-label" }, prose(given.label, language)),
      el("bdi", { class: "phone-number", dir: "ltr" }, given.number)),
  ];
  const row = dials(given.tel)
    ? el("a", { class: "phone", href: given.tel }, inside)
    : el("p", { class: "phone" }, inside);
  const note = given.note ? el("p", { class: "phone-note", dir: "auto" }, prose(given.note, language)) : null;
  return el("div", { class: "phone-card" }, row, note);
}

function show(given, language) {
  const latin = /^[\u0000-\u024f\u2000-\u206f]*$/.test(given.reading);
  return el("figure", { class: "show" },
    given.label
      ? el("figcaption", { dir: "auto" }, prose(given.label, language))
      : said("figcaption", "show_this"),
    el("p", { class: "show-text", lang: "ja" }, given.text),
    given.reading ? el("p", { class: "show-reading", lang: latin ? "ja-Latn" : "ja" }, given.reading) : null,
    el("div", { class: "actions" }, large([given.text]), copy(given.text)));
}

function place(given, language) {
  const tag = htmlLanguage(language);
  const other = given.name_ja && given.name_ja !== given.name;
  return el("section", { class: "place", "aria-label": spoken(given.name, language), lang: tag },
    el("h2", { class: "place-name", dir: "auto" }, prose(given.name, language)),
    other ? el("p", { class: "place-ja", lang: "ja" }, given.name_ja) : null,
    given.address_ja ? el("p", { class: "address", lang: "ja" }, given.address_ja) : null,
    given.hours ? el("p", { class: `hours ${opening(given.open_now)}`, dir: "auto" }, el("span", {}, prose(given.hours, language))) : null,
    el("div", { class: "way" },
      given.distance_m === null ? null : el("p", { class: "distance" }, icon("pin"), distance(given.distance_m)),
      given.access ? el("p", { dir: "auto" }, prose(given.access, language)) : null),
    el("div", { class: "actions" },
      dials(given.tel) ? el("a", { class: "button main", href: given.tel }, icon("call"), calling(given.number)) : null,
      opens(given.map) ? outward(given.map, { class: "button" }, icon("map"), said("span", "web_open_map")) : null,
      large([given.name_ja, given.address_ja]),
      opens(given.url) ? outward(given.url, { class: "button" }, icon("out"), said("span", "website")) : null),
    given.fax
      ? el("dl", { class: "facts" }, el("div", {}, said("dt", "fax"), el("dd", {}, el("bdi", { dir: "ltr" }, given.fax))))
      : null,
    given.notes.length
      ? el("ul", { class: "notes" }, given.notes.map((note) => el("li", { dir: "auto" }, prose(note, language))))
      : null);
}

const opening = (open) => (open === null ? "unknown" : open ? "open" : "shut");

const calling = (number) => said("span", "web_call", { "data-slots": JSON.stringify({ number }) });

function distance(metres) {
  const far = metres >= 1000;
  const format = new Intl.NumberFormat(htmlLanguage(current()), {
    style: "unit",
    unit: far ? "kilometer" : "meter",
    maximumFractionDigits: far ? 1 : 0,
  });
  const amount = format.format(far ? metres / 1000 : Math.max(50, Math.round(metres / 50) * 50));
  return el("span", {}, prose(word("about_distance", { distance: amount }), current()));
}

function source(given, language) {
  const text = el("bdi", {}, prose(given.text, language));
  const inside = opens(given.url) ? outward(given.url, {}, text) : text;
  return el("p", { class: given.old ? "source old" : "source", dir: "auto" }, given.old ? icon("clock") : null, inside);
}

function large(lines) {
  const given = lines.filter(Boolean);
  return el("button", { type: "button", class: "button", onclick: () => showLarge(given) },
    icon("large"), said("span", "web_show_large"));
}

function copy(text) {
  // Only a page that came over a safe line may write to the clipboard.
  if (!navigator.clipboard) return null;
  const label = said("span", "web_copy", { role: "status" });
  return el("button", {
    type: "button",
    class: "button",
    onclick: async () => {
      await navigator.clipboard.writeText(text);
      tell(label, word("web_copied"));
      setTimeout(() => { tell(label, word("web_copy")); }, 3000);
    },
  }, icon("copy"), label);
}

// Thumbs are for the answer above them, faces for a counselor's help; all other choices lead on.
export function choices(given, language, take) {
  const rated = given.choices.filter((choice) => choice.data.startsWith("rate:"));
  const faces = given.choices.filter((choice) => choice.data.startsWith("rate-case:"));
  const chips = given.choices
    .map((choice, index) => [choice, index + 1])
    .filter(([choice]) => !rated.includes(choice) && !faces.includes(choice));
  return [
    chips.length ? labelled(el("div", { class: "chips", role: "group" }, chips.map(([choice, number]) =>
      chip(choice, chips.length > 1 ? number : null, language, take))), "web_choices") : null,
    rated.length ? thumbs(rated, language, take) : null,
    faces.length ? row(faces, take) : null,
  ];
}

function chip(choice, number, language, take) {
  const named = choice.data.startsWith("lang:") ? choice.data.slice(5) : language;
  return el("button", { type: "button", class: "chip", onclick: (event) => take(choice, event) },
    number ? el("span", { class: "chip-number", "aria-hidden": "true" }, String(number)) : null,
    el("span", { dir: "auto", lang: htmlLanguage(named) }, prose(choice.label, named)));
}

function thumbs(rated, language, take) {
  const group = el("div", { class: "thumbs", role: "group" }, said("span", "web_rate", { class: "thumbs-word" }));
  for (const choice of rated) {
    const up = choice.data.startsWith("rate:up");
    const label = spoken(choice.label, language);
    group.append(once(group, "thumb", label, choice, take, icon(up ? "up-thumb" : "down-thumb")));
  }
  return labelled(group, "web_rate");
}

// From bad to good; whoever does not see the faces hears which of how many each one is.
function row(faces, take) {
  const group = el("div", { class: "faces", role: "group" });
  for (const [index, choice] of faces.entries()) {
    const label = `${choice.label} ${index + 1}/${faces.length}`;
    group.append(once(group, "face", label, choice, take, el("span", { "aria-hidden": "true" }, choice.label)));
  }
  return labelled(group, "case_rate");
}

// A button of which one in its group can be taken, once.
function once(group, kind, label, choice, take, inside) {
  return el("button", {
    type: "button",
    class: kind,
    "aria-label": label,
    title: label,
    "aria-pressed": "false",
    onclick: (event) => {
      if (group.classList.contains("done")) return;
      group.classList.add("done");
      event.currentTarget.setAttribute("aria-pressed", "true");
      take(choice, event);
    },
  }, inside);
}
