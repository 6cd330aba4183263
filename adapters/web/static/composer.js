// The field people write in.

import { byId } from "./dom.js";
import { tell, word } from "./words.js";

const DRAFT = "madoguchi-draft";
const LONGEST = Number(document.body.dataset.longest);
const NEAR = LONGEST - 500;

export class Composer {
  constructor(write) {
    this.field = byId("message");
    this.left = byId("left");
    this.write = write;
    this.field.value = stored() || this.field.value;
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    byId("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    // Tapping "send" must not take the focus away: on phones the keyboard would jump.
    byId("send").addEventListener("pointerdown", (event) => event.preventDefault());
    this.changed();
    // With a mouse the field is ready at once; on a phone the keyboard would cover the greeting.
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) this.focus();
  }

  focus() { this.field.focus({ preventScroll: true }); }

  key(event) {
    // While an input method is composing, Enter picks a word; 229 is how some browsers say so.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.field.value.trim();
    if (!text || length(text) > LONGEST) return;
    this.set("");
    this.write(text);
  }

  set(text) {
    this.field.value = text;
    this.changed();
  }

  clear() { this.set(""); }

  changed() {
    const { field, left } = this;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    const used = length(field.value.trim());
    const near = used >= NEAR ? word("web_left", { count: LONGEST - used }) : "";
    tell(left, used > LONGEST ? word("too_long") : near);
    left.classList.toggle("over", used > LONGEST);
    field.setAttribute("aria-invalid", String(used > LONGEST));
    try {
      sessionStorage.setItem(DRAFT, field.value);
    } catch { /* a draft is a comfort, not a promise */ }
  }
}

// Characters as people count them, and as the server does.
const length = (text) => [...text].length;

function stored() {
  try {
    return sessionStorage.getItem(DRAFT);
  } catch {
    return "";
  }
}
