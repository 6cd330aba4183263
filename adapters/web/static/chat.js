// The page's life: who tells whom what.

import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { Live } from "./live.js";
import { look } from "./look.js";
import { Outbox } from "./outbox.js";
import { position } from "./place.js";
import { Talk } from "./talk.js";
import { current, localise, speak, tell, title, word } from "./words.js";

const notice = byId("notice");
const connection = byId("connection");
let other = null; // a language two answers in a row came in
let chosen = false; // the person chose the page's language in this tab
let lost = false;

const talk = new Talk({ take, locate, again });
const composer = new Composer((text) => send({ text }, text));
const outbox = new Outbox({
  sent: (item) => {
    talk.sent(item.event);
    if (!item.body.joined && !talk.answered.has(item.event)) talk.think(true);
    if (!item.body.joined) tell(notice, "");
  },
  refused: (item, message) => {
    if (item.body.joined) tell(notice, message);
    else talk.failed(item.event, message);
  },
  slow: (item, message) => { tell(notice, message); },
  stuck: () => disconnected(null),
  flowing: () => {},
});
const live = new Live({ line, synced, lost: disconnected, open: connected }, () => talk.last);

function line(given) {
  outbox.arrived(given.event);
  talk.add(given);
  if (given.reply && ["erased", "cleared"].includes(given.reply.entry)) forget();
  if (given.reply && talk.live) follow(given.reply.language);
}

// The first look at an empty counter: it greets, in words that are its own.
function synced() {
  talk.begin();
  const pending = outbox.items.length > 0;
  if (talk.empty && !pending) {
    outbox.put({ body: { joined: true, language: current() } });
    talk.think(true);
  }
}

function send(body, label, extra = {}) {
  tell(notice, "");
  const item = outbox.put({ body: { ...body, language: current() }, label, ...extra });
  talk.mine(item.event, label);
  talk.think(true);
}

function take(choice, event) {
  if (choice.data.startsWith("lang:")) choose(choice.data.slice(5));
  send({ tap: choice.data }, choice.label);
  // By keyboard one goes on writing; by touch the keyboard must not jump up over the answer.
  if (event.detail === 0) composer.focus();
}

function again(event) {
  if (outbox.again(event)) talk.waiting(event);
}

async function locate() {
  tell(notice, word("web_where_waiting"));
  const here = await position();
  if (here) {
    send({ location: here }, null);
    return;
  }
  tell(notice, word("web_where_denied"));
  composer.focus();
}

function choose(tag) {
  chosen = true;
  other = null;
  speak(tag);
}

// The page follows the counter's language: at once, or, when the person chose one, only when
// two answers in a row came in another (a single one may exist in that language only).
function follow(tag) {
  if (tag === current() || !chosen || other === tag) {
    other = null;
    speak(tag);
  } else {
    other = tag;
  }
}

// Everything was erased, or has to look so: nothing of it may wait here either.
function forget() {
  composer.clear();
  outbox.forget();
  tell(notice, "");
}

function disconnected(message) {
  lost = true;
  talk.think(false);
  tell(connection, message ?? word("web_lost"));
  connection.classList.add("lost");
}

function connected() {
  connection.classList.remove("lost");
  if (!lost) return;
  lost = false;
  tell(connection, word("web_back"));
  setTimeout(() => { if (!lost) tell(connection, ""); }, 4000);
  outbox.wake();
}

byId("language").addEventListener("change", (event) => {
  const { value, selectedOptions } = event.target;
  choose(value);
  send({ tap: `lang:${value}` }, selectedOptions[0].textContent);
});
byId("where").addEventListener("click", locate);
byId("delete").addEventListener("click", () => {
  byId("menu").open = false;
  send({}, word("web_delete"), { url: "/web/delete" });
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) title(); });

look();
localise();
for (const item of outbox.items) {
  if (!item.body.joined) talk.mine(item.event, item.label);
}
outbox.pump();
live.connect();
