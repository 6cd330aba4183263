// What the person wrote, on its way: in order, one at a time, kept until the server has it.
// Every item has its own event id, so sending it again never doubles it.

const KEY = "madoguchi-unsent";
const PATIENCE = 20000;

export class Outbox {
  // told: sent(item), refused(item, message), slow(item, message or null), stuck(), flowing()
  constructor(told) {
    this.told = told;
    this.items = load();
    this.busy = false;
    this.tries = 0;
    addEventListener("online", () => this.wake());
  }

  put(item) {
    const whole = { event: newId(), url: "/web/messages", ...item };
    this.items.push(whole);
    this.save();
    this.pump();
    return whole;
  }

  // The record shows it: it arrived, even if the answer to its sending was lost.
  arrived(event) {
    this.items = this.items.filter((item) => item.event !== event);
    this.save();
  }

  again(event) {
    const item = this.items.find((one) => one.event === event);
    if (item) item.refused = false;
    this.wake();
    return Boolean(item);
  }

  // What can no longer be sent is forgotten, too, when everything is.
  forget() {
    this.items = this.items.filter((item) => !item.refused);
    this.save();
  }

  wake() {
    this.tries = 0;
    this.rest?.();
    this.pump();
  }

  async pump() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let item = this.next(); item; item = this.next()) await this.attempt(item);
    } finally {
      this.busy = false;
    }
  }

  next() { return this.items.find((item) => !item.refused); }

  async attempt(item) {
    const answer = await post(item);
    if (!answer) {
      this.told.stuck();
      return this.pause(Math.min(30, 2 ** this.tries++));
    }
    this.told.flowing();
    if (answer.status === 202) {
      this.tries = 0;
      this.arrived(item.event);
      return this.told.sent(item);
    }
    const message = answer.words?.message ?? "";
    if (answer.status === 429 || answer.status >= 500) {
      this.told.slow(item, message);
      return this.pause(answer.retryAfter || Math.min(30, 2 ** this.tries++));
    }
    item.refused = true;
    this.save();
    return this.told.refused(item, message);
  }

  pause(seconds) {
    return new Promise((resolve) => {
      this.rest = resolve;
      setTimeout(resolve, seconds * 1000 * (0.8 + Math.random() * 0.4));
    });
  }

  save() {
    // Where somebody is stays in memory only; what they wrote survives a reload of this tab.
    const kept = this.items.filter((item) => !item.body.location);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch { /* a full or forbidden store: it still goes out from memory */ }
  }
}

async function post(item) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(item.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ event: item.event, ...item.body }),
      signal: stop.signal,
    });
    const words = await answer.json().catch(() => null);
    return { status: answer.status, words, retryAfter: Number(answer.headers.get("retry-after")) || 0 };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function load() {
  try {
    const items = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    // What was refused in an earlier life of the page is tried anew, to get its words again.
    return items.filter((item) => item.event && item.body).map((item) => ({ ...item, refused: false }));
  } catch {
    return [];
  }
}

// crypto.randomUUID exists on safe lines only; somebody may try the page over plain http at home.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
