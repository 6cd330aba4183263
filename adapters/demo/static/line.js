// The LINE phone.

import { el, link, linked } from "./dom.js";
import { flex } from "./flex.js";
import { Phone } from "./phone.js";
import { picture } from "./picture.js";
import { RichMenu } from "./richmenu.js";
import { says, word } from "./words.js";

const SIGNS = { image: "🖼️", video: "🎬", audio: "🎤", file: "📄", sticker: "🙂" };

export class LinePhone extends Phone {
  constructor(changed) { super("line", "LINE", changed); }

  build() {
    super.build();
    this.actor = (action, ...children) => this.tappable(action, ...children);
    this.friend = el("button", { type: "button", class: "quiet", hidden: true, onclick: () => this.act(this.follows ? "unfollow" : "follow") });
    this.options.append(this.friend);
    this.add = el("div", { class: "gate" }, says(el("p"), "not_friend"),
      says(el("button", { type: "button", class: "solid", onclick: () => this.act("follow") }), "follow"));
    this.menu = new RichMenu(this.link, this.actor);
    this.extra.append(this.menu.button);
    this.below.append(this.menu.node);
  }

  controls(screen) {
    this.follows = this.person.friend !== false && !this.person.blocked;
    says(this.friend, this.follows ? "unfollow" : "follow");
    this.friend.hidden = !this.follows;
    if (!this.follows) this.log.append(this.before);
    this.before.replaceChildren(...(this.follows ? [] : [this.add]));
    this.sender.classList.toggle("shut", !this.follows);
    this.quick(screen.quick_replies?.items ?? screen.quick_replies ?? []);
    this.menu.show(this.follows ? screen.menu : null);
  }

  quick(items) {
    const print = JSON.stringify(items);
    if (print === this.quickPrint) return;
    this.quickPrint = print;
    this.above.replaceChildren();
    if (!items.length) return;
    const label = word("quick");
    this.above.append(el("div", { class: "quick", role: "group", "aria-label": label },
      items.map((item) => {
        const button = this.tappable(item.action, item.action.type === "location" ? "📍 " : null, item.action.label);
        button.classList.add("chip");
        return button;
      })));
  }

  parts(item) {
    const given = item.object;
    const show = this[`_${given.type}`];
    const shown = show ? [show.call(this, given, item)].flat() : [el("p", { class: "bubble" }, `[${given.type}]`)];
    // Somebody else than the account speaks: LINE says who above the words.
    return given.sender?.name ? [el("p", { class: "from", dir: "auto" }, given.sender.name), ...shown] : shown;
  }

  _text(given) { return el("p", { class: "bubble words", dir: "auto" }, linked(given.text)); }
  _textV2(given) { return this._text(given); }

  _sticker(given) { return el("p", { class: "sticker", role: "img", "aria-label": word("sticker") }, given.keywords?.[0] ? "🙂" : SIGNS.sticker); }
  _image(given) { return given.originalContentUrl ? el("p", { class: "bubble" }, picture(given.originalContentUrl)) : this.media("image"); }
  _video() { return this.media("video"); }
  _audio() { return this.media("audio"); }
  _file(given) { return this.media("file", given.fileName); }

  media(kind, name) {
    return el("p", { class: "bubble media" }, el("span", { "aria-hidden": "true" }, `${SIGNS[kind]} `), says(el("span"), kind), name ? ` ${name}` : null);
  }

  _location(given) {
    const { latitude, longitude } = given;
    return el("div", { class: "bubble location" },
      el("span", { class: "chart", "aria-hidden": "true" }, "📍"),
      el("p", { class: "title", dir: "auto" }, given.title || word("location")),
      given.address ? el("p", { class: "address", dir: "auto" }, given.address) : null,
      link(`https://maps.google.com/?q=${latitude},${longitude}`, { class: "open" }, says(el("span"), "map"), ` ${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
  }

  _flex(given) { return flex(given.contents, this.actor); }

  _template(given) {
    const { template } = given;
    if (template.columns) {
      return el("div", { class: "carousel", role: "group", tabindex: "0", "aria-label": given.altText },
        template.columns.map((column) => this.column(column)));
    }
    return this.column(template);
  }

  column(given) {
    const address = given.thumbnailImageUrl ?? given.imageUrl;
    return el("div", { class: "flex-bubble kilo template" },
      address ? picture(address) : null,
      given.title ? el("p", { class: "title", dir: "auto" }, given.title) : null,
      given.text ? el("p", { class: "words", dir: "auto" }, given.text) : null,
      [...(given.actions ?? []), given.action].filter(Boolean).map((action) => {
        const button = this.tappable(action, action.label);
        button.classList.add("flex-button", "link");
        return button;
      }));
  }

  _imagemap(given) { return el("p", { class: "bubble" }, picture(given.baseUrl, given.altText)); }

  deeds(item) {
    return [says(el("button", { type: "button", class: "quiet", onclick: () => this.act("unsend", { item: item.id }) }), "unsend")];
  }

  // Whatever LINE lets people tap: an address is a link, all else a button.
  tappable(action, ...children) {
    if (action?.type === "uri") return link(action.uri, {}, ...children);
    return el("button", { type: "button", onclick: () => this.tap(action) }, ...children);
  }

  tap(action = {}) {
    const deed = {
      postback: () => this.act("tap", { action }),
      message: () => this.act("tap", { action }),
      location: () => this.attach.where(),
      camera: () => this.deed({ kind: "image" }),
      cameraRoll: () => this.deed({ kind: "image" }),
      clipboard: () => navigator.clipboard?.writeText(action.clipboardText),
      richmenuswitch: () => this.act("tap", { action }),
      datetimepicker: () => this.act("tap", { action }),
    }[action.type];
    deed?.();
    if (action.fillInText && action.inputOption === "openKeyboard") this.field.value = action.fillInText;
    if (action.type !== "location") this.field.focus({ preventScroll: true });
  }
}
