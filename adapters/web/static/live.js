// The live line to the counter. It breaks on trains and in lifts; it comes back by itself.

const LONGEST = 15000;

export class Live {
  // told: line(line), synced(), lost(message or null), open(); after(): the newest position we have
  constructor(told, after) {
    this.told = told;
    this.after = after;
    this.tries = 0;
    addEventListener("offline", () => this.broken(true));
    addEventListener("online", () => this.connect());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => { if (event.persisted) this.connect(); });
    document.addEventListener("visibilitychange", () => this.seen());
  }

  connect() {
    this.close();
    const source = new EventSource(`/web/events?after=${this.after()}`);
    this.source = source;
    source.addEventListener("open", () => {
      this.tries = 0;
      this.told.open();
    });
    source.addEventListener("line", (event) => this.told.line(JSON.parse(event.data)));
    source.addEventListener("synced", () => this.told.synced());
    source.addEventListener("error", () => {
      // CLOSED: the server refused instead of breaking off, and may have words for it.
      if (source.readyState === EventSource.CLOSED) this.ask();
      this.broken(!navigator.onLine);
    });
  }

  // We reconnect ourselves, with the position as a question: browsers wait differently long.
  broken(offline) {
    this.close();
    const wait = Math.min(LONGEST, 500 * 2 ** this.tries++) * (0.8 + Math.random() * 0.4);
    this.timer = setTimeout(() => this.connect(), wait);
    if (offline || this.tries > 2) this.told.lost(null);
  }

  async ask() {
    const stop = new AbortController();
    try {
      const answer = await fetch(`/web/events?after=${this.after()}`, { signal: stop.signal });
      if (!answer.ok) this.told.lost((await answer.json()).message ?? null);
    } catch { /* broken() has already said it */ } finally {
      stop.abort();
    }
  }

  // A phone that slept may hold a line that is long dead without knowing it.
  seen() {
    if (document.hidden) this.hidden = Date.now();
    else if (Date.now() - (this.hidden ?? Date.now()) > 10000) this.connect();
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}
