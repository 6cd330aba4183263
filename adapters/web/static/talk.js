// The conversation on the screen: what was said, by whom, in order.

import { byId, el, htmlLanguage, icon, prose } from "./dom.js";
import { choices, part } from "./parts.js";
import { current, said, title } from "./words.js";

const EMPTYING = ["erased", "cleared"];

export class Talk {
  // take(choice, event): a chip was tapped; locate(): the person wants to say where they are.
  constructor({ take, locate, again }) {
    this.log = byId("log");
    this.typing = byId("typing");
    this.newest = byId("newest");
    this.take = take;
    this.locate = locate;
    this.again = again;
    this.answered = new Set(); // event ids that have had a reply
    this.last = 0; // position of the newest line shown
    this.live = false;
    this.turn = null; // where the newest turn begins: a long answer is read from its top
    this.log.setAttribute("aria-live", "off");
    this.newest.addEventListener("click", () => this.toEnd());
    // A picture that comes later makes its line longer: whoever was at the end stays there. Icons load too.
    this.log.addEventListener("load", ({ target }) => {
      if (target.tagName === "IMG" && this.live && this.atEnd(innerHeight)) this.toEnd("instant");
    }, true);
    addEventListener("scroll", () => { if (this.atEnd()) this.newest.hidden = true; }, { passive: true });
  }

  get empty() { return !this.log.querySelector("article"); }

  // From here on what comes is new, and is read aloud.
  begin() {
    if (this.live) return;
    this.live = true;
    this.log.setAttribute("aria-live", "polite");
    this.toEnd("instant");
  }

  add(line) {
    if (line.position <= this.last) return;
    this.last = line.position;
    if (line.mine) this.confirm(line);
    else if (line.reply) this.reply(line);
  }

  // The person's own words appear at once; the record confirms them later.
  mine(event, text, at = new Date()) {
    if (this.find(event)) return;
    const node = article("mine waiting", said("span", "web_you"), at, htmlLanguage(current()));
    node.dataset.event = event;
    // One's own words need no reading aloud.
    node.setAttribute("aria-live", "off");
    node.append(text === null
      ? el("p", { class: "paragraph" }, icon("pin"), said("span", "send_location"))
      : el("p", { class: "paragraph", dir: "auto" }, prose(text, current())));
    this.log.append(node);
    this.turn = node;
    if (this.live) this.toEnd();
  }

  confirm(line) {
    if (!this.find(line.event)) {
      if (line.text === null) return;
      const unsent = this.unsent();
      this.mine(line.event, line.text, new Date(line.at));
      if (unsent) this.log.insertBefore(this.find(line.event), unsent);
    }
    this.sent(line.event);
  }

  sent(event) {
    const node = this.find(event);
    node?.classList.remove("waiting", "failed");
    node?.querySelector(".trouble")?.remove();
  }

  failed(event, message) {
    const node = this.find(event);
    if (!node) return;
    node.classList.remove("waiting");
    node.classList.add("failed");
    node.querySelector(".trouble")?.remove();
    node.append(el("div", { class: "trouble", role: "alert" },
      el("p", {}, icon("alert"), said("strong", "web_not_sent"), " ", ...prose(message, current())),
      el("button", { type: "button", class: "button", onclick: () => this.again(event) }, said("span", "web_try_again"))));
    this.think(false);
    if (this.atEnd(400)) this.toEnd();
  }

  waiting(event) {
    const node = this.find(event);
    node?.classList.add("waiting");
    node?.classList.remove("failed");
    node?.querySelector(".trouble")?.remove();
  }

  reply(line) {
    const { reply } = line;
    this.answered.add(line.event);
    if (EMPTYING.includes(reply.entry)) this.clear(line.event);
    const language = reply.language;
    const who = reply.kind === "person" ? counselor(reply.sender) : said("span", "web_counter");
    const node = article(`counter kind-${reply.kind}`, who, new Date(line.at), htmlLanguage(language));
    node.dataset.entry = reply.entry ?? "";
    node.append(...reply.parts.map((given) => part(given, language)).filter(Boolean));
    if (reply.asks_location) node.append(this.locator());
    node.append(...choices(reply, language, this.take).filter(Boolean));
    const wasAtEnd = this.atEnd(200);
    this.log.insertBefore(node, this.unsent());
    this.think(false);
    if (!this.live) return;
    if (wasAtEnd || this.turn) this.toTurn(node);
    else this.newest.hidden = false;
    if (document.hidden) title(true);
  }

  locator() {
    return el("div", { class: "chips" },
      el("button", { type: "button", class: "chip locate", onclick: this.locate }, icon("pin"), said("span", "send_location")));
  }

  // What was said before goes, up to and with the words that asked for it; what is still on its
  // way was written later and stays.
  clear(event) {
    const cause = this.find(event);
    for (const node of [...this.log.children]) {
      const later = cause ? cause.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING : true;
      if (!(later && node.classList.contains("waiting"))) node.remove();
    }
    this.turn = null;
  }

  think(busy) {
    clearTimeout(this.patience);
    this.typing.hidden = !busy;
    if (!busy) return;
    // An answer takes seconds; a counselor's may take hours, and nobody is writing all that time.
    this.patience = setTimeout(() => { this.typing.hidden = true; }, 30000);
    if (this.live) this.toEnd();
  }

  find(event) { return event ? this.log.querySelector(`[data-event="${CSS.escape(event)}"]`) : null; }

  unsent() { return this.log.querySelector(".mine.waiting, .mine.failed"); }

  atEnd(slack = 80) {
    const root = document.documentElement;
    return root.scrollHeight - innerHeight - scrollY < slack;
  }

  toEnd(behavior = "auto") {
    this.newest.hidden = true;
    scrollTo({ top: document.documentElement.scrollHeight, behavior });
  }

  // A short turn is shown with the end of the page, a long one from its beginning.
  toTurn(node) {
    const first = this.turn?.isConnected ? this.turn : node;
    this.turn ??= node;
    const free = innerHeight - byId("composer").offsetHeight - stuckHeight();
    const height = node.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
    if (height > free) first.scrollIntoView({ block: "start" });
    else this.toEnd();
  }
}

function stuckHeight() {
  const top = byId("top");
  return getComputedStyle(top).position === "sticky" ? top.offsetHeight : 0;
}

function article(kind, who, at, language) {
  const time = el("time", { datetime: at.toISOString() }, clock(at));
  return el("article", { class: `line ${kind}`, lang: language },
    el("p", { class: "who" }, who, " ", time));
}

// A person speaks, and it is said that it is one: by the alias, the word, a colour and a sign.
function counselor(alias) {
  const label = said("span", "person_label");
  if (!alias) return el("span", { class: "person" }, icon("person"), label);
  return el("span", { class: "person" }, icon("person"), el("bdi", { class: "alias" }, alias), " · ", label);
}

function clock(at) {
  const today = new Date().toDateString() === at.toDateString();
  const format = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(htmlLanguage(current()), format).format(at);
}
