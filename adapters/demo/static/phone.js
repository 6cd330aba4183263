// What both phones share: whose phone it is, the talk, the field to write in.

import { clock, el, plain } from "./dom.js";
import { Attach } from "./attach.js";
import { EXAMPLES } from "./examples.js";
import { Link, Stream } from "./link.js";
import { People } from "./people.js";
import { labelled, says, word } from "./words.js";

export class Phone {
  // changed(): something happened on this phone, so there are new calls on the wire
  constructor(platform, name, changed) {
    this.platform = platform;
    this.name = name;
    this.changed = changed;
    this.link = new Link(platform);
    this.nodes = new Map();
    this.build();
    this.people = new People(this.link, platform, (person) => this.own(person), (why) => this.tell("not_sent", { why }));
    this.top.append(this.people.node);
    this.people.begin();
  }

  build() {
    const id = this.platform;
    this.subtitle = el("span", { class: "subtitle" });
    this.options = el("div", { class: "options" });
    this.top = el("header", { class: "phone-top" },
      el("div", { class: "who" },
        el("span", { class: "avatar", "aria-hidden": "true", lang: "ja" }, "窓"),
        el("span", { class: "titles" }, says(el("h2", { id: `${id}-title` }), "phone", { name: this.name }), this.subtitle),
        this.options));
    this.log = labelled(el("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: "0" }), "chat", { name: this.name });
    this.before = el("div", { class: "before" });
    this.typing = says(el("p", { class: "typing", role: "status", hidden: true }), "typing");
    this.notice = el("p", { class: "notice", role: "status" });
    this.above = el("div", { class: "above" });
    this.field = el("textarea", { id: `${id}-text`, rows: "1", dir: "auto", enterkeyhint: "send", autocomplete: "off", "data-word-placeholder": "write", onkeydown: (event) => this.key(event), oninput: () => this.grow() });
    this.sender = el("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      says(el("label", { class: "unseen", for: `${id}-text` }), "message"));
    this.attach = new Attach(id, (deed) => this.deed(deed));
    this.extra = el("span", { class: "extra" });
    this.sender.append(this.attach.button, this.extra, this.field,
      labelled(el("button", { type: "submit", class: "send" }, el("span", { "aria-hidden": "true" }, "➤")), "send"));
    this.below = el("div", { class: "below" });
    this.tries = el("div", { class: "chips" });
    this.node = el("section", { class: `phone ${id}`, "aria-labelledby": `${id}-title` },
      el("div", { class: "device" }, this.top, this.log, this.typing, this.notice, this.above, this.attach.panel, this.sender, this.below),
      el("section", { class: "tries", "aria-labelledby": `${id}-tries ${id}-title` }, says(el("h3", { id: `${id}-tries` }), "try"), this.tries));
  }

  // Another person takes the phone: an empty screen, their own talk, their own examples.
  own(person) {
    this.person = person;
    this.stream?.close();
    this.nodes.clear();
    this.log.replaceChildren();
    this.notice.textContent = "";
    this.screen = null;
    this.print = null;
    const language = person.tag;
    this.tries.replaceChildren(...EXAMPLES[language].map((text) =>
      el("button", { type: "button", class: "chip", lang: plain(language), onclick: () => this.say(text) }, text)));
    this.stream = new Stream(`${this.link.base}${this.path("events")}`, () => this.refresh());
    this.refresh();
  }

  path(what) { return `/people/${encodeURIComponent(this.person.id)}/${what}`; }

  // One look at a time; whatever changes meanwhile is looked at once more afterwards.
  async refresh() {
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    const person = this.person;
    try {
      const [screen] = await Promise.all([this.link.get(this.path("screen")), this.people.read()]);
      const print = JSON.stringify([screen, person]);
      if (person === this.person && print !== this.print) {
        this.print = print;
        this.draw(screen);
      }
    } catch { /* the stream comes again, and so do we */ }
    this.looking = false;
    this.changed();
    if (this.again) {
      this.again = false;
      this.refresh();
    }
  }

  draw(screen) {
    const first = this.screen === null;
    const atEnd = first || this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    this.screen = screen;
    // What was said before somebody came is not read aloud, nor is what they say themselves.
    this.log.setAttribute("aria-live", first ? "off" : "polite");
    const shown = this.shown(screen);
    const ids = new Set(shown.map((item) => item.id));
    for (const [id, kept] of this.nodes) {
      if (ids.has(id)) continue;
      kept.node.remove();
      this.nodes.delete(id);
    }
    for (const item of shown) this.place(item);
    this.before.remove();
    this.controls(screen);
    this.typing.hidden = !screen.typing;
    if (atEnd) this.toEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  // What of the screen is to be seen, and what it looks like: drawn anew only when that changes.
  shown(screen) { return screen.items; }
  look(item) { return JSON.stringify(item); }

  place(item) {
    const print = this.look(item);
    const kept = this.nodes.get(item.id);
    if (kept?.print === print) return;
    const node = this.line(item);
    if (kept) kept.node.replaceWith(node);
    else this.log.append(node);
    this.nodes.set(item.id, { print, node });
  }

  line(item) {
    const who = says(el("span", { class: "unseen" }), item.mine ? "you_said" : "counter_said");
    const node = el("article", { class: `said ${item.mine ? "mine" : "theirs"}`, "aria-live": item.mine ? "off" : null, "data-item": item.id }, who,
      ...(item.deleted ? [says(el("p", { class: "gone" }), "deleted")] : this.parts(item)));
    node.append(el("p", { class: "meta" },
      item.edited ? says(el("span"), "edited") : null,
      item.mine && item.read ? says(el("span", { class: "read" }), "read") : null,
      clock(item.at)));
    const deeds = item.mine && !item.deleted ? this.deeds(item) : [];
    if (deeds.length) this.held(node, deeds);
    return node;
  }

  // A button for everybody; a long press or a right click for those who are used to it.
  held(node, deeds) {
    const row = el("div", { class: "deeds", hidden: true }, deeds);
    const opener = labelled(el("button", { type: "button", class: "opener", "aria-expanded": "false" }, el("span", { "aria-hidden": "true" }, "⋯")), "more");
    const turn = (open) => {
      row.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
    };
    opener.addEventListener("click", () => turn(row.hidden));
    node.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      turn(true);
    });
    node.addEventListener("keydown", (event) => { if (event.key === "Escape") turn(false); });
    node.append(opener, row);
  }

  key(event) {
    // While an input method is composing, Enter picks a word; 229 is how some browsers say so.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.grow();
    this.say(text);
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 120)}px`;
  }

  say(text) { return this.act("say", { text }); }

  deed({ kind, place }) {
    if (place) return this.act("location", place);
    return this.act("send", { kind });
  }

  async act(what, body = {}) {
    this.tell(null);
    try {
      const done = await this.link.post(this.path(what), body);
      this.toEnd();
      this.refresh();
      return done;
    } catch (error) {
      this.tell("not_sent", { why: error.message });
      return null;
    }
  }

  tell(key, slots = {}) {
    this.notice.textContent = key ? word(key, slots) : "";
  }

  toEnd() { requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; }); }
}
