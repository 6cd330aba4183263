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
    document.addEventListener("input", (event) => { if (event.target.id === "text") this.changed(); });
    document.addEventListener("focusin", (event) => { if (event.target.id === "text") this.placed = true; });
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.insert(event));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep({ last: true }); });
  }

  get field() { return document.getElementById("text"); }

  // The page changed: another case is before us, or none.
  adopt() {
    const { number } = current();
    const { field } = this;
    if (number === this.number && field === this.seen) return this.fit();
    this.number = number;
    this.seen = field;
    this.placed = false; // nobody has been in the field yet: what is put in goes to its end
    this.saved = field?.value ?? null;
    this.fit();
    return undefined;
  }

  changed() {
    this.fit();
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
    const { field } = this;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.keyCode === 229) return;
    const form = event.target.closest?.("form[data-quick]");
    if (!form || event.target.localName !== "textarea") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button:not([formaction])"));
  }

  // Keep what is written, if it is not kept already.
  async keep({ last = false } = {}) {
    clearTimeout(this.rest);
    clearTimeout(this.soon);
    this.soon = null;
    const { field, number } = this;
    if (!field || !number || field.value === this.saved || field.form.dataset.busy !== undefined) return;
    const text = field.value;
    const state = document.getElementById("draft-state");
    try {
      const answer = await tell(`/staff/cases/${number}/draft`, { text }, { last });
      if (!answer.ok) throw new Error(String(answer.status));
      if (this.number === number) this.saved = text;
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
