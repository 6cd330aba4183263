// The Telegram phone.

import { el, link, linked } from "./dom.js";
import { entities } from "./entities.js";
import { Phone } from "./phone.js";
import { labelled, says, word } from "./words.js";

const MEDIA = { photo: ["🖼️", "image"], video: ["🎬", "video"], voice: ["🎤", "audio"], audio: ["🎤", "audio"], document: ["📄", "file"] };

export class TelegramPhone extends Phone {
  constructor(changed) { super("telegram", "Telegram", changed); }

  build() {
    super.build();
    this.stop = el("button", { type: "button", class: "quiet", hidden: true, onclick: () => this.act(this.blocked ? "unblock" : "block") });
    this.options.append(this.stop);
    this.about = el("p", { class: "about", dir: "auto" });
    this.starter = says(el("button", { type: "button", class: "start", onclick: () => this.start() }), "start");
    this.gate = el("div", { class: "gate" }, says(el("h3"), "what_it_does"), this.about);
    this.list = el("div", { class: "commands", id: "telegram-commands", hidden: true });
    this.opener = labelled(el("button", { type: "button", class: "slash", "aria-expanded": "false", "aria-controls": "telegram-commands", hidden: true, onclick: () => this.turn(this.list.hidden) }, el("span", { "aria-hidden": "true" }, "☰")), "commands");
    this.extra.append(this.opener);
    this.list.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.turn(false);
      this.opener.focus();
    });
    this.editing = el("p", { class: "editing", hidden: true },
      says(el("span"), "editing"), " ", says(el("button", { type: "button", class: "quiet", onclick: () => this.edit(null) }), "cancel"));
    this.closed = says(el("p", { class: "notice", hidden: true }), "blocked");
    this.toast = el("p", { class: "toast", role: "status", hidden: true });
    this.above.append(this.toast, this.closed, this.list, this.editing, this.starter);
  }

  shown(screen) { return screen.items.filter((item) => !item.deleted); }

  // A message whose button still turns looks different from one that rests.
  look(item) { return JSON.stringify([item, this.turning(item.object)]); }

  turning(given) {
    const open = (this.screen?.callbacks ?? []).filter((one) => one.answer === null && one.message_id === given.message_id);
    return open.map((one) => one.data);
  }

  controls(screen) {
    const { started } = screen;
    this.blocked = screen.blocked;
    says(this.stop, this.blocked ? "unblock" : "block");
    this.stop.hidden = !started;
    this.subtitle.textContent = screen.profile?.name ?? "";
    this.about.textContent = screen.profile?.description ?? "";
    if (!started) this.log.append(this.before);
    this.before.replaceChildren(...(started ? [] : [this.gate]));
    this.starter.hidden = started;
    this.sender.hidden = !started || this.blocked;
    this.closed.hidden = !this.blocked;
    if (this.sender.hidden) this.attach.turn(false);
    this.commands(screen.menu ?? []);
    this.keyboard(this.sender.hidden ? null : screen.keyboard);
    this.answered(screen.callbacks ?? []);
  }

  start() { return this.act("start"); }

  commands(list) {
    this.opener.hidden = !list.length;
    this.list.replaceChildren(...list.map((one) =>
      el("button", { type: "button", onclick: () => { this.turn(false); this.say(`/${one.command}`); } },
        el("span", { class: "name" }, `/${one.command}`), " ", el("span", { dir: "auto" }, one.description))));
  }

  turn(open) {
    this.list.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) this.list.querySelector("button")?.focus();
  }

  keyboard(given) {
    const print = JSON.stringify(given ?? null);
    if (print === this.keyboardPrint) return;
    this.keyboardPrint = print;
    this.below.replaceChildren();
    const rows = given?.keyboard ?? [];
    if (!rows.length) return;
    this.below.append(el("div", { class: "keys", role: "group", "aria-label": word("keyboard") },
      rows.map((row) => el("div", { class: "row" }, row.map((key) => this.button(typeof key === "string" ? { text: key } : key))))));
    if (given.input_field_placeholder) this.field.placeholder = given.input_field_placeholder;
  }

  button(key) {
    const press = () => {
      this.pressed = key.request_location ? key.text : null;
      if (key.request_location) this.attach.where();
      else this.act("press", { text: key.text });
    };
    return el("button", { type: "button", onclick: press }, key.request_location ? "📍 " : null, key.text);
  }

  // Which place a location button sends is for the visitor to choose.
  deed(what) {
    const text = this.pressed;
    this.pressed = null;
    if (text && what.place) return this.act("press", { text, ...what.place });
    return super.deed(what);
  }

  parts(item) {
    const given = item.object;
    const parts = this.content(given);
    if (given.reply_markup?.inline_keyboard) parts.push(this.inline(given));
    return parts;
  }

  content(given) {
    const command = (text) => this.say(text);
    if (given.venue) return [this.spot(given.venue.location, given.venue.title, given.venue.address)];
    if (given.location) return [this.spot(given.location, word("location"))];
    if (given.sticker) return [el("p", { class: "sticker", role: "img", "aria-label": word("sticker") }, given.sticker.emoji ?? "🙂")];
    if (given.contact) return [el("p", { class: "bubble" }, `👤 ${given.contact.first_name ?? ""} ${given.contact.phone_number ?? ""}`)];
    for (const [kind, [sign, name]] of Object.entries(MEDIA)) {
      if (!given[kind]) continue;
      return [el("div", { class: "bubble media" }, el("p", {}, el("span", { "aria-hidden": "true" }, `${sign} `), says(el("span"), name), given[kind].file_name ? ` ${given[kind].file_name}` : null),
        given.caption ? el("p", { class: "words", dir: "auto" }, entities(given.caption, given.caption_entities, command)) : null)];
    }
    const text = given.text ?? "";
    const words = given.entities ? entities(text, given.entities, command) : linked(text);
    return [el("div", { class: "bubble words", dir: "auto" }, words)];
  }

  spot(location, title, address) {
    return el("div", { class: "bubble location" },
      el("span", { class: "chart", "aria-hidden": "true" }, "📍"),
      el("p", { class: "title", dir: "auto" }, title),
      address ? el("p", { class: "address", dir: "auto" }, address) : null,
      link(`https://maps.google.com/?q=${location.latitude},${location.longitude}`, { class: "open" }, says(el("span"), "map"),
        ` ${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`));
  }

  // The little circle turns until the bot has answered the tap, as on a real phone.
  inline(given) {
    const turning = this.turning(given);
    return el("div", { class: "inline", role: "group", "aria-label": word("keyboard") },
      given.reply_markup.inline_keyboard.map((row) => el("div", { class: "row" }, row.map((key) => {
        if (key.url) return link(key.url, {}, key.text, " ↗");
        const press = () => {
          this.act("tap", { message_id: given.message_id, data: key.callback_data });
          this.field.focus({ preventScroll: true });
        };
        return el("button", { type: "button", "aria-busy": turning.includes(key.callback_data) ? "true" : null, onclick: press }, key.text);
      }))));
  }

  // Some answers to a tap have words of their own, shown for a moment.
  answered(callbacks) {
    const last = callbacks.findLast((one) => one.answer?.text);
    if (!last || last.id === this.lastAnswer) return;
    this.lastAnswer = last.id;
    this.toast.textContent = last.answer.text;
    this.toast.hidden = false;
    setTimeout(() => { this.toast.hidden = true; }, 5000);
  }

  deeds(item) {
    if (!item.object.text) return [];
    return [says(el("button", { type: "button", class: "quiet", onclick: () => this.edit(item) }), "edit")];
  }

  edit(item) {
    this.changing = item;
    this.editing.hidden = !item;
    this.field.value = item?.object.text ?? "";
    this.grow();
    this.field.focus();
  }

  say(text) {
    if (!this.changing) return super.say(text);
    const item = this.changing.id;
    this.edit(null);
    return this.act("edit", { item, text });
  }
}
