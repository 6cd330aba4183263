// The LINE phone's menu below the talk: one picture, with areas that can be tapped.

import { el } from "./dom.js";
import { labelled, word } from "./words.js";

export class RichMenu {
  constructor(link, actor) {
    this.link = link;
    this.actor = actor;
    this.node = el("div", { class: "rich", hidden: true });
    this.bar = el("span");
    this.button = el("button", { type: "button", class: "rich-bar", "aria-expanded": "false", hidden: true, onclick: () => this.turn(this.node.hidden) },
      el("span", { "aria-hidden": "true" }, "☰ "), this.bar);
  }

  show(menu) {
    const print = JSON.stringify(menu ?? null);
    if (print === this.print) return;
    const another = menu?.richMenuId !== this.id;
    this.print = print;
    this.id = menu?.richMenuId;
    this.button.hidden = !menu;
    if (!menu) {
      this.node.replaceChildren();
      this.node.hidden = true;
      return;
    }
    this.bar.textContent = menu.chatBarText ?? word("menu");
    const { width, height } = menu.size;
    const image = el("img", { alt: "", src: this.link.inside(menu.image) });
    const field = el("div", { class: "rich-field" }, image,
      (menu.areas ?? []).map((area) => {
        const { bounds, action } = area;
        const button = this.actor(action, el("span", { class: "rich-word" }, action.label ?? action.displayText ?? action.text ?? action.data ?? action.uri ?? ""));
        button.classList.add("rich-area");
        button.style.left = `${100 * bounds.x / width}%`;
        button.style.top = `${100 * bounds.y / height}%`;
        button.style.width = `${100 * bounds.width / width}%`;
        button.style.height = `${100 * bounds.height / height}%`;
        return button;
      }));
    field.style.aspectRatio = `${width} / ${height}`;
    // Without its picture the menu is still a menu: then the areas say what they are.
    image.addEventListener("error", () => field.classList.add("bare"));
    labelled(field, "menu");
    field.setAttribute("role", "group");
    this.node.replaceChildren(field);
    if (another) this.turn(Boolean(menu.selected));
  }

  turn(open) {
    this.node.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }
}
