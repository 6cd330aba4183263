// For developers: every call between the counter and the platforms, and ways to make it hard.

import { byId, clock, el } from "./dom.js";
import { Link } from "./link.js";
import { labelled, says, word } from "./words.js";

const NAMES = { line: "LINE", telegram: "Telegram" };
const FAULTS = [
  ["fault_429", { kind: "429", times: 2, retry_after: 3 }],
  ["fault_500", { kind: "500", times: 2 }],
  ["fault_after", { kind: "timeout-after", times: 1 }],
  ["fault_down", { kind: "refuse", times: null }, 10],
];
const SENDING = { line: "reply", telegram: "sendMessage" };
const MOST = 300;
const PATIENCE = 60;

export class Wire {
  constructor() {
    this.links = { line: new Link("line"), telegram: new Link("telegram") };
    this.after = { line: 0, telegram: 0 };
    this.rows = el("tbody");
    this.kept = new Map();
    this.empty = says(el("p", { class: "hint" }), "no_calls");
    this.said = el("p", { class: "hint", role: "status" });
    this.box = byId("wire");
    this.build();
    setInterval(() => this.look(), 2000);
    this.look();
  }

  build() {
    const title = says(el("h2", { id: "wire-title" }), "wire");
    const heads = ["at", "way", "call", "status", "body"].map((key) => says(el("th", { scope: "col" }), key));
    this.filter = labelled(el("select", { onchange: () => { this.box.dataset.show = this.filter.value; } },
      says(el("option", { value: "all" }), "all"), Object.entries(NAMES).map(([value, name]) => el("option", { value }, name))), "show");
    this.filter.id = "wire-filter";
    const table = el("div", { class: "table", tabindex: "0", role: "group", "aria-labelledby": "wire-title" },
      el("table", {}, el("thead", {}, el("tr", {}, heads)), this.rows));
    const log = el("details", { class: "journal", id: "journal", ontoggle: () => this.look() },
      says(el("summary"), "calls"), says(el("p", { class: "hint" }), "wire_about"),
      el("div", { class: "row" }, this.filter, says(el("button", { type: "button", class: "quiet", onclick: () => this.rows.replaceChildren() }), "clear")),
      this.empty, table);
    const groups = Object.entries(NAMES).map(([platform, name]) => el("fieldset", {}, el("legend", {}, name),
      el("div", { class: "chips" },
        FAULTS.map(([key, fault, seconds]) => says(el("button", { type: "button", class: "chip", "data-fault": key, onclick: () => this.inject(platform, key, fault, seconds) }), key)),
        says(el("button", { type: "button", class: "chip", onclick: () => this.well(platform) }), "fault_clear"))));
    const kill = says(el("button", { type: "button", class: "chip danger", id: "kill", onclick: () => fetch("/demo/kill", { method: "POST" }) }), "kill");
    this.box.append(title,
      el("section", { class: "faults", "aria-labelledby": "faults-title" }, says(el("h3", { id: "faults-title" }), "faults"), el("div", { class: "groups" }, groups), kill, this.said),
      log);
  }

  async inject(platform, key, fault, seconds) {
    try {
      await this.links[platform].post("/faults", { match: seconds ? "*" : SENDING[platform], ...fault });
      this.said.textContent = word("fault_set", { name: NAMES[platform], what: word(key) });
      if (seconds) setTimeout(() => this.well(platform), seconds * 1000);
    } catch (error) {
      this.said.textContent = word("not_sent", { why: error.message });
    }
  }

  async well(platform) {
    await this.links[platform].delete("/faults").catch(() => {});
    this.said.textContent = word("fault_set", { name: NAMES[platform], what: word("fault_clear") });
  }

  // One look at a time, however many phones ask for it.
  async look() {
    if (this.looking) return;
    this.looking = true;
    await Promise.all(Object.keys(NAMES).map((platform) => this.read(platform).catch(() => {})));
    this.looking = false;
  }

  async read(platform) {
    const calls = await this.links[platform].get(`/journal?after=${this.after[platform]}`);
    for (const call of calls) if (!silent(call)) this.place(platform, call);
    // A call that is still going on is looked at again, but not for ever.
    const newest = calls.at(-1)?.n ?? this.after[platform];
    const open = calls.find((call) => !call.status && newest - call.n < PATIENCE);
    this.after[platform] = open ? open.n - 1 : newest;
    this.empty.hidden = this.rows.childElementCount > 0;
    const problems = await this.links[platform].get("/problems");
    this.alarm(platform, problems);
  }

  place(platform, call) {
    const key = `${platform} ${call.n}`;
    const print = JSON.stringify(call);
    const kept = this.kept.get(key);
    if (kept?.print === print) return;
    const node = this.row(platform, call);
    if (kept) kept.node.replaceWith(node);
    else this.rows.prepend(node);
    this.kept.set(key, { print, node });
    if (this.kept.size <= MOST) return;
    const [oldest, gone] = this.kept.entries().next().value;
    gone.node.remove();
    this.kept.delete(oldest);
  }

  row(platform, call) {
    const name = NAMES[platform];
    const bad = (call.problems ?? []).length > 0;
    const status = el("td", {}, String(call.status || "…"), call.fault ? el("span", { class: "problem" }, call.fault) : null);
    if (bad) status.append(el("span", { class: "problem" }, call.problems.join("; ")));
    const inward = call.name === "webhook" || call.kind === "delivery";
    return el("tr", { class: `${platform} ${bad ? "bad" : Number(call.status) >= 400 || call.fault ? "refused" : "fine"}` },
      el("td", {}, clock(stamp(call.at))),
      el("td", {}, word(inward ? "platform" : "bot", { name })),
      el("td", { class: "call" }, `${call.method ?? ""} ${call.path ?? call.name ?? ""}`.replace(/^(\S+) \1$/, "$1")),
      status,
      el("td", {}, call.body ? el("details", {}, says(el("summary"), "body"), el("pre", { tabindex: "0" }, pretty(call.body))) : ""));
  }

  alarm(platform, problems) {
    const box = byId("violation");
    this.problems = { ...this.problems, [platform]: problems };
    const lines = Object.entries(this.problems).flatMap(([one, found]) =>
      found.length ? [word("violation", { name: NAMES[one], what: found.slice(-3).map(said).join(" · ") })] : []);
    box.hidden = lines.length === 0;
    const text = lines.join("\n");
    if (box.textContent !== text) box.textContent = text;
  }
}

// Polling that brought nothing says nothing.
const silent = (call) => /getUpdates$/.test(call.path ?? call.name ?? "") && !(call.problems ?? []).length && !call.fault && Number(call.status || 200) < 400;
const stamp = (at) => (typeof at === "number" ? new Date(at * 1000).toISOString() : at);
const pretty = (body) => (typeof body === "string" ? body : JSON.stringify(body, null, 1));
const said = (problem) => (typeof problem === "string" ? problem : problem.problem ?? problem.text ?? JSON.stringify(problem));
