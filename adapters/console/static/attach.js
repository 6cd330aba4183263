// Files for an answer: chosen, dropped or pasted, they go to the counter at once, one after the other, and wait there.

import { newKey, say } from "./forms.js";
import { current, renew, whenChanged } from "./regions.js";
import { word } from "./words.js";

const LATE = 120000; // ms for one file

export class Attach {
  // before(): what is written is kept first, as the page is renewed after each file.
  constructor(before) {
    this.before = before;
    this.queue = [];
    this.busy = null;
    document.addEventListener("change", (event) => {
      if (event.target.id !== "attach-file") return;
      this.add([...event.target.files]);
      event.target.value = "";
    });
    document.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (event.target.id !== "text" || !files.length || !this.field) return;
      event.preventDefault();
      this.add(files);
    });
    document.addEventListener("dragover", (event) => this.over(event));
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) this.mark(false); });
    document.addEventListener("drop", (event) => this.drop(event));
    document.addEventListener("click", (event) => this.remove(event));
    whenChanged(() => this.show());
  }

  get form() { return document.querySelector("form[data-attach]"); }

  get field() { return document.getElementById("attach-file"); }

  // A file that misses the field must not make the browser leave the page for it.
  over(event) {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = this.field ? "copy" : "none";
    this.mark(Boolean(this.field));
  }

  drop(event) {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.mark(false);
    if (this.field) this.add(files);
  }

  mark(on) {
    const composer = document.getElementById("composer");
    if (!composer || composer.classList.contains("dropping") === on) return;
    composer.classList.toggle("dropping", on);
    say(on ? word("attach_drop_here") : "");
  }

  add(files) {
    const { form } = this;
    if (!form || !files.length) return;
    const most = Number(form.dataset.mostFiles);
    const largest = Number(form.dataset.mostBytes);
    const { number } = current();
    let room = most - form.querySelectorAll("input[name=enclosed]").length - this.mine(number).length;
    for (const file of files) {
      const one = { file, key: newKey(), number, url: form.dataset.attach, done: 0, why: "" };
      // What the counter would refuse after a long wait is said at once; what a file is, its bytes say there.
      if (file.size > largest) one.why = named("attach_why_large", file.name);
      else if (room <= 0) one.why = named("attach_why_many", file.name);
      else room -= 1;
      this.queue.push(one);
      if (one.why) this.tell(one.why);
    }
    this.show();
    this.next();
  }

  mine(number) { return this.queue.filter((one) => one.number === number && !one.why); }

  async next() {
    if (this.busy) return;
    this.busy = this.queue.find((one) => !one.why) ?? null;
    if (!this.busy) return;
    const one = this.busy;
    this.tell(named("attach_uploading", one.file.name));
    try {
      this.before();
      const { status, answer } = await upload(one, () => this.show());
      if (status < 300) {
        this.queue = this.queue.filter((other) => other !== one);
        this.tell(answer?.said ?? "");
      } else one.why = answer?.message ?? named("attach_failed", one.file.name);
    } catch {
      one.why = named("attach_failed", one.file.name);
    }
    if (one.why) this.tell(one.why);
    this.busy = null;
    this.show();
    if (!one.why) await renew();
    this.next();
  }

  async remove(event) {
    const button = event.target.closest?.("[data-drop]");
    if (!button) return;
    event.preventDefault();
    const body = new FormData();
    body.append("token", document.body.dataset.token);
    body.append("drop", button.value);
    try {
      const answer = await fetch(button.formAction, { method: "POST", body, headers: { accept: "application/json" }, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.tell((await answer.json()).said);
      await renew();
      document.getElementById("text")?.focus();
    } catch {
      say(word("trouble"));
    }
  }

  // The rows of what is on its way, or was refused. Of other cases nothing is shown here.
  show() {
    const list = document.getElementById("uploads");
    const { form } = this;
    if (!list || !form) return;
    const { number } = current();
    const rows = this.queue.filter((one) => one.number === number);
    list.replaceChildren(...rows.map((one) => this.row(one)));
    if (rows.some((one) => !one.why)) form.dataset.attaching = "";
    else delete form.dataset.attaching;
  }

  row(one) {
    const row = document.createElement("li");
    if (one.why) {
      row.className = "failed";
      const close = document.createElement("button");
      close.type = "button";
      close.className = "small plain";
      close.textContent = word("attach_dismiss");
      close.addEventListener("click", () => {
        this.queue = this.queue.filter((other) => other !== one);
        this.show();
        document.getElementById("text")?.focus();
      });
      row.append(one.why, " ", close);
      return row;
    }
    const name = document.createElement("bdi");
    name.textContent = one.file.name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = one.done;
    bar.setAttribute("aria-label", named("attach_uploading", one.file.name));
    row.append(name, bar);
    return row;
  }

  tell(text) {
    const said = document.getElementById("attach-said");
    if (said && text) said.textContent = text;
  }
}

const named = (key, name) => word(key).replace("{name}", () => name);

function upload(one, moved) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", one.url);
    asked.responseType = "json";
    asked.timeout = LATE;
    asked.setRequestHeader("accept", "application/json");
    asked.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      one.done = event.loaded / event.total;
      moved();
    });
    asked.addEventListener("load", () => resolve({ status: asked.status, answer: asked.response }));
    for (const end of ["error", "timeout", "abort"]) asked.addEventListener(end, () => reject(new Error(end)));
    const body = new FormData();
    body.append("token", document.body.dataset.token);
    body.append("key", one.key);
    body.append("file", one.file, one.file.name);
    asked.send(body);
  });
}
