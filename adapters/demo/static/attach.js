// What else can be sent: a place, a sticker, a picture, a voice, a file.

import { el } from "./dom.js";
import { labelled, says } from "./words.js";

const STATIONS = JSON.parse(document.body.dataset.stations);
const KINDS = { sticker: "🙂", image: "🖼️", audio: "🎤", video: "🎬", file: "📄" };

export class Attach {
  // deed({kind} or {place}): what the person sends
  constructor(id, deed) {
    this.deed = deed;
    this.button = labelled(el("button", { type: "button", class: "attach", "aria-expanded": "false", "aria-controls": `${id}-attach`, onclick: () => this.turn(this.panel.hidden) }, el("span", { "aria-hidden": "true" }, "＋")), "attach");
    this.latitude = this.number(`${id}-latitude`, "35.4658", -90, 90);
    this.longitude = this.number(`${id}-longitude`, "139.6223", -180, 180);
    this.near = says(el("h3", {}), "near");
    this.panel = el("div", { class: "panel", id: `${id}-attach`, hidden: true },
      el("div", { class: "chips kinds" }, Object.entries(KINDS).map(([kind, sign]) =>
        el("button", { type: "button", class: "chip", onclick: () => this.send({ kind }) }, el("span", { "aria-hidden": "true" }, `${sign} `), says(el("span"), kind)))),
      this.near,
      el("div", { class: "chips" }, STATIONS.map((one) =>
        el("button", { type: "button", class: "chip station", onclick: () => this.send({ place: { latitude: one.latitude, longitude: one.longitude } }) },
          el("span", { "aria-hidden": "true" }, "📍 "), el("span", { lang: "ja" }, one.name), " ", el("span", { class: "romaji" }, one.romaji)))),
      el("form", { class: "free", onsubmit: (event) => { event.preventDefault(); this.free(); } },
        el("div", {}, says(el("label", { for: `${id}-latitude` }), "latitude"), this.latitude),
        el("div", {}, says(el("label", { for: `${id}-longitude` }), "longitude"), this.longitude),
        says(el("button", { type: "submit", class: "quiet" }), "send_place")));
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.turn(false);
      this.button.focus();
    });
  }

  number(id, value, min, max) {
    return el("input", { id, type: "number", step: "any", required: true, inputmode: "decimal", value, min, max });
  }

  free() { this.send({ place: { latitude: this.latitude.valueAsNumber, longitude: this.longitude.valueAsNumber } }); }

  send(what) {
    this.turn(false);
    this.deed(what);
  }

  // Somebody was asked where they are: the places are what they look for.
  where() {
    this.turn(true);
    this.panel.querySelector(".station, input")?.focus();
  }

  turn(open) {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }
}
