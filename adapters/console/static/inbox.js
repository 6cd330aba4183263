// The console's life: who tells whom what.

import { Alerts } from "./alerts.js";
import { Attach } from "./attach.js";
import { Composer } from "./composer.js";
import { forms, say } from "./forms.js";
import { keys } from "./keys.js";
import { Live } from "./live.js";
import { tell } from "./page.js";
import { current, renew, whenChanged } from "./regions.js";
import { Talk } from "./talk.js";
import { word } from "./words.js";

const HERE = 8000; // ms between two signs of life on a case
const ALIVE = 60000; // and between two of the hand at the mouse
const SOON = 120; // so long we gather what happens before asking for the page
const LONG = 15; // minutes after which somebody waits too long
const INSIDE = new Set(["line", "spoke", "present", "remark", "delivery", "gone", "translated"]); // in a case; all else moves it
const BUSY = 1200; // and so long where it is not about the case before us

document.documentElement.classList.add("scripted");

const alerts = new Alerts();
const composer = new Composer();
const talk = new Talk();
new Attach(() => composer.keep());
let due = 0;
let timer = 0;
let renewing = null;
let pause = 0; // a counter that answers slowly is asked less often: nobody takes more than a fifth of its time
let again = false;
let came = performance.now();

whenChanged((how) => {
  composer.adopt();
  talk.changed(how);
  came = performance.now();
  waits();
  if (how === "go" || how === "post") here();
  if (how === "stay") document.getElementById("question")?.focus();
});

forms({ before: () => composer.keep(), sent: () => {} });
keys();

const live = new Live({
  happened(event) {
    const here = event.case === current().number;
    if (here || shows(event)) later(Math.max(here ? SOON : BUSY, pause));
    if (!event.own) call(event);
  },
  synced: () => later(SOON),
  state(state) {
    document.getElementById("line-state").dataset.state = state;
    const said = document.getElementById("line-words");
    if (said.textContent !== word(`live_${state}`)) said.textContent = word(`live_${state}`);
    if (state === "ended") say(word("live_ended"));
  },
});

// What changes nothing that is to be seen needs no new page: a line of somebody else's case, where only mine are listed.
function shows(event) {
  if (event.kind === "seen") return false;
  return event.mine || !INSIDE.has(event.kind) || !document.querySelector('#views a[href="/staff/mine"][aria-current="page"]');
}

function call(event) {
  if (event.kind === "alarm") alerts.call("alert_alarm", "", "", "/staff/alarms");
  else if (event.kind === "urgent") alerts.call("alert_urgent", event.case, event.called);
  else if (event.kind === "opened" || event.kind === "moved" && event.state === "queued") alerts.call("alert_opened", event.case, event.called);
  else if (event.kind === "line" && event.mine && (document.hidden || event.case !== current().number)) alerts.call("alert_line", event.case, event.called);
}

// Whatever happens in between is shown together; nothing that happens is shown later than BUSY, unless the counter is slow.
function later(wait) {
  const when = Date.now() + wait;
  if (timer && due <= when) return;
  clearTimeout(timer);
  due = when;
  timer = setTimeout(fresh, wait);
}

async function fresh() {
  timer = 0;
  if (renewing) {
    again = true;
    return;
  }
  const begun = performance.now();
  renewing = renew();
  if (!(await renewing)) live.end();
  renewing = null;
  pause = 4 * (performance.now() - begun);
  if (again) {
    again = false;
    later(Math.max(SOON, pause));
  }
}

function here() {
  const { number } = current();
  if (here.was && here.was !== number) tell(`/staff/cases/${here.was}/away`, {}).catch(() => {});
  here.was = number;
  if (number && !document.hidden) tell(`/staff/cases/${number}/here`, {}).catch(() => {});
}

// Waiting times grow before one's eyes; the page itself is asked for only when something happens.
// Counted from when the page came: nobody's clock has to be right.
function waits() {
  const since = (performance.now() - came) / 1000;
  for (const node of document.querySelectorAll("[data-waited]")) {
    const minutes = Math.floor((Number(node.dataset.waited) + since) / 60);
    if (minutes >= 1 && minutes < 60) node.textContent = word("minutes").replace("{n}", String(minutes));
    node.parentElement.classList.toggle("long", minutes >= LONG);
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  here();
  later(0);
});
setInterval(here, HERE);
setInterval(waits, 15000);
// Rarely, but certainly: whatever was missed shows itself.
setInterval(() => { if (!document.hidden) later(0); }, 60000);

// Who only reads is here, too: their hands say so, at most once a minute.
let alive = Date.now();
for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
  addEventListener(kind, () => {
    if (Date.now() - alive < ALIVE) return;
    alive = Date.now();
    tell("/staff/alive", {}).catch(() => {});
  }, { passive: true, capture: true });
}

here();
waits();
live.connect();
