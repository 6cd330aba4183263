// The talk before one's eyes: what was read, and whether the newest line is in sight.

import { current } from "./regions.js";
import { tell } from "./page.js";

const NEAR = 48;

export class Talk {
  constructor() {
    this.read = {};
    document.addEventListener("scroll", () => this.look(), { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("focus", () => this.look());
    addEventListener("resize", () => { if (this.bottom) this.down(); });
    document.addEventListener("click", (event) => { if (event.target.closest?.("#newest")) this.down(true); });
    this.changed("go");
  }

  get box() { return document.getElementById("talk"); }

  // On a phone the page scrolls, on a desk the talk itself does.
  get scroller() {
    const { box } = this;
    return box && getComputedStyle(box).overflowY === "auto" ? box : document.scrollingElement;
  }

  get atBottom() {
    const { scroller } = this;
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  }

  changed(how) {
    if (!this.box) return;
    const fresh = document.getElementById("fresh");
    if (how === "go" && fresh && !document.getElementById("refusal")) fresh.scrollIntoView({ block: "start" });
    else if (how === "go" || how === "post" || this.bottom) this.down();
    if (how === "go" || how === "post") this.seen(current().newest);
    this.look();
  }

  down(smooth = false) {
    const { scroller } = this;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.bottom = true;
  }

  look() {
    if (!this.box) return;
    this.bottom = this.atBottom;
    const { number, newest } = current();
    const pill = document.getElementById("newest");
    const seen = Number(document.getElementById("reply-seen")?.value ?? newest);
    if (pill) pill.hidden = this.bottom || seen >= newest;
    if (document.hidden || !this.bottom) return;
    this.seen(newest);
    if ((this.read[number] ?? 0) >= newest || !newest) return;
    this.read[number] = newest;
    tell(`/staff/cases/${number}/seen`, { position: String(newest) }).catch(() => { this.read[number] = 0; });
  }

  // What an answer says that its writer has seen.
  seen(position) {
    for (const field of document.querySelectorAll("#reply-seen, #act-resolve input[name=seen]")) field.value = String(position);
  }
}
