// Whose phone it is: people of the emulator, and a way to be somebody new. Each tab has its own.

import { el, plain } from "./dom.js";
import { labelled, says, word } from "./words.js";

const LANGUAGES = JSON.parse(document.body.dataset.languages);

export class People {
  constructor(link, platform, chosen, failed) {
    this.link = link;
    this.platform = platform;
    this.chosen = chosen;
    this.failed = failed;
    this.list = [];
    this.build();
  }

  build() {
    const id = this.platform;
    this.select = el("select", { id: `${id}-person`, onchange: () => this.pick(this.select.value) });
    this.name = el("input", { id: `${id}-name`, type: "text", maxlength: "20", autocomplete: "off", required: true });
    this.language = el("select", { id: `${id}-language` },
      LANGUAGES.map((one) => el("option", { value: one.tag, lang: plain(one.tag) }, one.name)));
    this.form = el("form", { class: "newcomer", hidden: true, onsubmit: (event) => { event.preventDefault(); this.make(this.name.value, this.language.value); } },
      says(el("label", { for: `${id}-name` }), "name"), this.name,
      says(el("label", { for: `${id}-language` }), "language"), this.language,
      el("div", { class: "row" },
        says(el("button", { type: "submit", class: "solid" }), "make"),
        says(el("button", { type: "button", class: "quiet", onclick: () => this.turn(false) }), "cancel")));
    this.opener = says(el("button", { type: "button", class: "quiet", "aria-expanded": "false", onclick: () => this.turn(this.form.hidden) }), "new_person");
    this.form.addEventListener("keydown", (event) => { if (event.key === "Escape") this.turn(false); });
    this.node = el("div", { class: "people" },
      el("div", { class: "row" }, labelled(this.select, "person"), this.opener), this.form);
  }

  turn(open) {
    this.form.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) {
      this.name.value = word("somebody", { n: this.list.length + 1 });
      this.language.value = this.person?.tag ?? usual();
      this.name.focus();
      this.name.select();
    } else this.opener.focus();
  }

  // A tab that is opened again finds its person; a new one is somebody new.
  async begin() {
    try {
      await this.read();
      const kept = recall(this.platform);
      if (this.list.some((one) => one.id === kept)) this.pick(kept);
      else await this.make(word("somebody", { n: this.list.length + 1 }), usual(), true);
    } catch (error) {
      this.failed(error.message);
      setTimeout(() => this.begin(), 1000);
    }
  }

  async make(name, tag, quietly = false) {
    try {
      const { id } = await this.link.post("/people", { name: name.trim(), language: plain(tag), friend: false });
      keep(`tag-${this.platform}-${id}`, tag);
      await this.read();
      if (!quietly) this.turn(false);
      this.pick(String(id));
    } catch (error) {
      if (quietly) throw error;
      this.failed(error.message);
    }
  }

  async read() {
    this.list = (await this.link.get("/people")).map((one) => ({ ...one, id: String(one.id) }));
    if (this.person) Object.assign(this.person, this.list.find((one) => one.id === this.person.id));
    const names = this.list.map((one) => [one.id, `${one.name} · ${one.language || "?"}`]);
    if (JSON.stringify(names) === this.names) return;
    this.names = JSON.stringify(names);
    this.select.replaceChildren(...names.map(([id, name]) => el("option", { value: id }, name)));
    if (this.person) this.select.value = this.person.id;
  }

  pick(id) {
    const found = this.list.find((one) => one.id === id);
    if (!found) return;
    keep(this.platform, id);
    this.person = { ...found, tag: known(recall(`tag-${this.platform}-${id}`) ?? found.language) };
    this.select.value = id;
    this.chosen(this.person);
  }
}

function known(tag) {
  const wanted = (tag ?? "").toLowerCase();
  const tags = LANGUAGES.map((one) => one.tag);
  return tags.find((one) => one.toLowerCase() === wanted) ?? tags.find((one) => one.split("-")[0] === wanted.split("-")[0]) ?? "en";
}

const usual = () => known(document.documentElement.lang);

// Of this tab alone: two tabs are two pairs of people.
function keep(name, value) {
  try {
    sessionStorage.setItem(`demo-${name}`, value);
  } catch { /* then every visit is somebody new */ }
}

function recall(name) {
  try {
    return sessionStorage.getItem(`demo-${name}`);
  } catch {
    return null;
  }
}
