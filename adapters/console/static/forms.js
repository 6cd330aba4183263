// Forms and links, taken in hand: the same requests, without a blink. Where this fails, the browser does it alone.

import { go, post } from "./regions.js";
import { word } from "./words.js";

let told = null;

export function forms({ before, sent }) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-go]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    follow(link);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.quick === undefined && form.dataset.go === undefined) return;
    // What one has in another language is looked over first: its words stay where they are.
    if (event.submitter?.dataset.preview !== undefined) {
      event.preventDefault();
      return void send(form, event.submitter, event.submitter.formAction);
    }
    // A button that posts somewhere else (insert, keep) has its own listener or goes the plain way.
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (form.dataset.go !== undefined) go(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), push: false });
    else send(form, event.submitter);
  });

  async function follow(link) {
    before?.();
    const keyboard = document.activeElement === link;
    if (!(await go(link.href))) return location.assign(link.href);
    if (keyboard && document.body.classList.contains("open")) document.getElementById("case-title")?.focus({ preventScroll: true });
  }

  async function send(form, button, url = form.action) {
    const looks = url !== form.action;
    // One intention, one request: the key in the form makes a repetition harmless, too.
    if (form.dataset.busy !== undefined) return;
    if (form.dataset.attaching !== undefined) return say(word("attach_wait"));
    form.dataset.busy = "";
    button?.setAttribute("aria-busy", "true");
    say(looks ? word("preview_waits") : "");
    try {
      const fields = new FormData(form, button);
      fields.delete("file"); // files went before
      const status = await post(url, new URLSearchParams(fields));
      if (looks) say("");
      if (status && status < 400) looks ? look() : done(form);
      else refused();
      if (status) sent?.(form, status);
    } catch (error) {
      say(/^(error|timeout|abort)?$/.test(error.message) ? word("trouble") : error.message);
    } finally {
      delete form.dataset.busy;
      button?.removeAttribute("aria-busy");
    }
  }
}

// After it was taken: a new key for the next intention, empty fields, menus closed.
function done(form) {
  for (const details of document.querySelectorAll("details.act[open], details.note-box[open]")) details.open = false;
  for (const field of form.querySelectorAll("textarea, input[name=more]")) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const key of form.querySelectorAll("input[name=key]")) key.value = newKey();
  for (const field of form.querySelectorAll("input[type=file]")) field.value = "";
}

// Where a translation is before one's eyes, one is in it: to change it, or to send it by the same keys.
function look() {
  const field = document.getElementById("translated");
  document.getElementById("preview")?.scrollIntoView({ block: "nearest" });
  if (!field) return;
  // What stood there was of other words.
  field.value = field.dataset.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
}

function refused() {
  const refusal = document.getElementById("refusal");
  refusal?.scrollIntoView({ block: "nearest" });
  refusal?.focus({ preventScroll: true });
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function say(text) {
  told ??= document.getElementById("toast");
  if (told && told.textContent !== text) told.textContent = text;
}
