// LINE's Flex messages: boxes in boxes, as the JSON says. Pictures are named, never loaded.

import { el } from "./dom.js";
import { picture } from "./picture.js";

const SPACES = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const LETTERS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDERS = { none: "0", light: "0.5px", normal: "1px", "semi-bold": "2px", medium: "3px", bold: "4px" };
const CORNERS = SPACES;
const WIDTHS = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const SIDES = { paddingTop: "paddingTop", paddingBottom: "paddingBottom", paddingStart: "paddingInlineStart", paddingEnd: "paddingInlineEnd" };
const OFFSETS = { offsetTop: "top", offsetBottom: "bottom", offsetStart: "insetInlineStart", offsetEnd: "insetInlineEnd" };
const ALIGNS = { start: "flex-start", end: "flex-end", center: "center", top: "flex-start", bottom: "flex-end" };

// actor(action, ...children): builds what can be tapped, a button or a link
export function flex(contents, actor) {
  const draw = new Flex(actor);
  if (contents.type === "carousel") {
    return el("div", { class: "carousel", role: "group", tabindex: "0", "aria-label": "↔" }, contents.contents.map((one) => draw.bubble(one)));
  }
  return draw.bubble(contents);
}

class Flex {
  constructor(actor) { this.actor = actor; }

  bubble(given) {
    const node = el("div", { class: `flex-bubble ${given.size ?? "mega"}`, dir: given.direction ?? null });
    node.style.width = `${WIDTHS[given.size ?? "mega"] ?? 300}px`;
    for (const name of ["header", "hero", "body", "footer"]) {
      const part = given[name];
      if (!part) continue;
      const style = given.styles?.[name] ?? {};
      const block = el("div", { class: `flex-${name}` }, this.component(part, "vertical"));
      if (style.backgroundColor) block.style.backgroundColor = style.backgroundColor;
      if (style.separator) block.style.borderTop = `1px solid ${style.separatorColor ?? "#d4d6da"}`;
      node.append(block);
    }
    return this.acting(node, given.action);
  }

  component(given, layout) {
    const build = this[`_${given.type}`];
    const node = build ? build.call(this, given, layout) : el("span", { class: "flex-unknown" }, `[${given.type}]`);
    this.place(node, given, layout);
    return node;
  }

  // Where a component stands among its neighbours.
  place(node, given, layout) {
    const { style } = node;
    const across = layout !== "vertical";
    if (given.type === "filler" || given.type === "spacer") return;
    if (given.flex !== undefined) style.flex = given.flex === 0 ? "0 0 auto" : across ? `${given.flex} 1 0` : `${given.flex} 0 auto`;
    else if (across && !["separator", "icon"].includes(given.type) && !given.width) style.flex = "1 1 0";
    if (across) style.minWidth = "0";
    if (given.margin) style[across ? "marginInlineStart" : "marginTop"] = SPACES[given.margin] ?? given.margin;
    if (given.gravity) style.alignSelf = across ? ALIGNS[given.gravity] : style.alignSelf;
    if (given.position === "absolute") style.position = "absolute";
    else if (Object.keys(OFFSETS).some((name) => given[name])) style.position = "relative";
    for (const [name, side] of Object.entries(OFFSETS)) if (given[name]) style[side] = SPACES[given[name]] ?? given[name];
  }

  _box(given) {
    const node = el("div", { class: `flex-box ${given.layout}` });
    const { style } = node;
    for (const child of given.contents ?? []) node.append(this.component(child, given.layout));
    if (given.spacing) style.gap = SPACES[given.spacing] ?? given.spacing;
    if (given.paddingAll) style.padding = SPACES[given.paddingAll] ?? given.paddingAll;
    for (const [name, side] of Object.entries(SIDES)) if (given[name]) style[side] = SPACES[given[name]] ?? given[name];
    if (given.backgroundColor) style.backgroundColor = given.backgroundColor;
    if (given.background?.type === "linearGradient") {
      const { angle, startColor, centerColor, centerPosition, endColor } = given.background;
      const middle = centerColor ? `, ${centerColor} ${centerPosition ?? "50%"}` : "";
      style.backgroundImage = `linear-gradient(${angle}, ${startColor}${middle}, ${endColor})`;
    }
    if (given.borderWidth) style.borderWidth = BORDERS[given.borderWidth] ?? given.borderWidth;
    if (given.borderColor) style.borderColor = given.borderColor;
    if (given.borderWidth || given.borderColor) style.borderStyle = "solid";
    if (given.cornerRadius) style.borderRadius = CORNERS[given.cornerRadius] ?? given.cornerRadius;
    for (const name of ["width", "height", "maxWidth", "maxHeight"]) if (given[name]) style[name] = given[name];
    if (given.justifyContent) style.justifyContent = given.justifyContent;
    if (given.alignItems) style.alignItems = given.alignItems;
    return this.acting(node, given.action);
  }

  _text(given) {
    const spans = given.contents ?? [];
    const node = el("p", { class: "flex-text", dir: "auto" },
      spans.length ? spans.map((span) => this.letters(el("span", {}, span.text ?? ""), span)) : given.text ?? "");
    this.letters(node, { size: "md", ...given });
    const { style } = node;
    if (given.align) style.textAlign = given.align;
    if (given.lineSpacing) style.lineHeight = `calc(1.3em + ${given.lineSpacing})`;
    if (!given.wrap) node.classList.add("one-line");
    if (given.wrap && given.maxLines) {
      node.classList.add("few-lines");
      style.webkitLineClamp = String(given.maxLines);
    }
    return this.acting(node, given.action);
  }

  letters(node, given) {
    const { style } = node;
    if (given.size) style.fontSize = LETTERS[given.size] ? `${LETTERS[given.size] / 16}rem` : given.size;
    if (given.weight) style.fontWeight = given.weight === "bold" ? "700" : "400";
    if (given.color) style.color = given.color;
    if (given.style) style.fontStyle = given.style;
    if (given.decoration) style.textDecoration = given.decoration;
    return node;
  }

  _button(given) {
    const kind = given.style ?? "link";
    const node = this.actor(given.action, el("span", {}, given.action?.label ?? ""));
    node.classList.add("flex-button", kind, given.height ?? "md");
    if (given.color && kind === "link") node.style.color = given.color;
    else if (given.color) node.style.backgroundColor = given.color;
    return node;
  }

  _image(given) {
    const node = picture(given.url, given.action?.label);
    node.classList.add("flex-image");
    const size = given.size ?? "md";
    node.style.width = size === "full" ? "100%" : IMAGES[size] ? `${IMAGES[size]}px` : size;
    node.style.aspectRatio = (given.aspectRatio ?? "1:1").replace(":", " / ");
    if (given.backgroundColor) node.style.backgroundColor = given.backgroundColor;
    node.style.alignSelf = ALIGNS[given.align ?? "center"];
    return this.acting(node, given.action);
  }

  _video(given) { return this.component({ ...(given.altContent ?? { type: "image", url: given.previewUrl, size: "full" }) }, "vertical"); }

  _icon(given) {
    const node = el("span", { class: "flex-icon", "aria-hidden": "true" }, "★");
    node.style.fontSize = LETTERS[given.size ?? "md"] ? `${LETTERS[given.size ?? "md"] / 16}rem` : given.size;
    return node;
  }

  _separator(given, layout) {
    const node = el("span", { class: `flex-separator ${layout === "vertical" ? "" : "upright"}`, "aria-hidden": "true" });
    if (given.color) node.style.backgroundColor = given.color;
    return node;
  }

  _spacer(given, layout) {
    const node = el("span", { "aria-hidden": "true" });
    node.style[layout === "vertical" ? "height" : "width"] = SPACES[given.size ?? "md"];
    return node;
  }

  _filler(given) {
    const node = el("span", { "aria-hidden": "true" });
    node.style.flex = `${given.flex ?? 1} 1 0`;
    return node;
  }

  _span(given) { return this.letters(el("span", {}, given.text ?? ""), given); }

  // A box or a picture with an action is a button around itself, unless there are buttons inside.
  acting(node, action) {
    if (!action || node.querySelector("button, a")) return node;
    const around = this.actor(action, node);
    around.classList.add("flex-around");
    return around;
  }
}
