// The field where answers are written: drafts keep themselves, and what is put in goes where one writes.

import { current } from "./regions.js";
import { tell } from "./page.js";
import { word } from "./words.js";

const REST = 700; // ms without a key after which a draft is kept
const SOON = 3000; // and at the latest after so long
const TYPING = 2500;

export class Composer {
  constructor() {
    this.saved = null;
    this.told = 0;
    this.adopt();
    document.addEventListener("input", (event) => { if (event.target.id === "text" || event.target.id === "translated") this.changed(); });
    document.addEventListener("focusin", (event) => { if (event.target.id === "text") this.placed = true; });
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.insert(event));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep({ last: true }); });
  }

  get field() { return document.getElementById("text"); }

  // What the resident would read, where one has had it translated.
  get translated() { return document.getElementById("translated"); }

  get written() { return [this.field?.value, this.translated?.value]; }

  // The page changed: another case is before us, or none.
  adopt() {
    const { number } = current();
    const { field } = this;
    if (number === this.number && field === this.seen) return this.match();
    this.number = number;
    this.seen = field;
    this.placed = false; // nobody has been in the field yet: what is put in goes to its end
    this.saved = field ? this.written : null;
    this.match();
    return undefined;
  }

  // A translation of other words than these is none: it has to be made anew before anything is sent.
  match() {
    const panel = document.getElementById("preview");
    if (panel) {
      const stale = tidy(this.field.value) !== tidy(panel.dataset.of);
      const [send, again] = [document.getElementById("do-send"), document.getElementById("do-preview")];
      panel.classList.toggle("stale", stale);
      document.getElementById("preview-stale").hidden = !stale;
      send.disabled = stale;
      for (const [button, first] of [[send, !stale], [again, stale]]) {
        button.classList.toggle("main", first);
        button.classList.toggle("small", !first);
      }
    }
    this.fit();
  }

  changed() {
    this.match();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.keep(), REST);
    this.soon ??= setTimeout(() => this.keep(), SOON);
    const now = Date.now();
    if (this.field.value && now - this.told > TYPING) {
      this.told = now;
      tell(`/staff/cases/${this.number}/here`, { typing: "1" }).catch(() => {});
    }
  }

  fit() {
    for (const field of [this.field, this.translated]) {
      if (!field) continue;
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    }
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.keyCode === 229) return;
    const form = event.target.closest?.("form[data-quick]");
    if (!form || event.target.localName !== "textarea") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.main") ?? form.querySelector("button:not([formaction])"));
  }

  // Keep what is written, if it is not kept already.
  async keep({ last = false } = {}) {
    clearTimeout(this.rest);
    clearTimeout(this.soon);
    this.soon = null;
    const { field, number } = this;
    const { written } = this;
    if (!field || !number || String(written) === String(this.saved) || field.form.dataset.busy !== undefined) return;
    const [text, translated] = written;
    const state = document.getElementById("draft-state");
    try {
      const answer = await tell(`/staff/cases/${number}/draft`, { text, ...(translated === undefined ? {} : { translated }) }, { last });
      if (!answer.ok) throw new Error(String(answer.status));
      if (this.number === number) this.saved = written;
      const { said } = await answer.json();
      if (state?.isConnected) state.textContent = text ? said : "";
    } catch {
      if (state?.isConnected) state.textContent = word("draft_unsaved");
    }
  }

  leave() {
    this.keep({ last: true });
    if (this.number) tell(`/staff/cases/${this.number}/away`, {}, { last: true }).catch(() => {});
  }

  insert(event) {
    const button = event.target.closest?.("[data-insert]");
    const { field } = this;
    if (!button || !field) return;
    event.preventDefault();
    const [start, end] = this.placed ? [field.selectionStart, field.selectionEnd] : [field.value.length, field.value.length];
    const before = field.value.slice(0, start);
    const after = field.value.slice(end);
    const apart = before.trim() ? (before.endsWith("\n") ? "" : "\n\n") : "";
    const put = apart + button.dataset.insert;
    field.value = before + put + after;
    const place = before.length + put.length;
    button.closest("details")?.removeAttribute("open");
    field.focus();
    field.setSelectionRange(place, place);
    this.changed();
  }
}

// As the server compares: the ends of lines, and of the whole, say nothing.
const tidy = (text) => text.trim().split(/\r?\n/).map((line) => line.trimEnd()).join("\n");
