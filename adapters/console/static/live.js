// The live line: what happened, in order, with nothing missed. It carries no words; whoever needs them asks anew.

const LONGEST = 15000;

export class Live {
  // told: happened(event), synced(), state("on" | "lost" | "ended")
  constructor(told) {
    this.told = told;
    this.last = document.body.dataset.feed ?? "";
    this.tries = 0;
    addEventListener("offline", () => this.broken());
    addEventListener("online", () => this.connect());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => { if (event.persisted) this.connect(); });
  }

  connect() {
    this.close();
    if (this.ended) return;
    // Browsers send Last-Event-ID only on their own reconnection; we come back ourselves, and ask by the address.
    const source = new EventSource(`/staff/events?after=${this.last}`);
    this.source = source;
    source.addEventListener("open", () => {
      this.tries = 0;
      this.told.state("on");
    });
    source.addEventListener("case", (event) => {
      this.last = event.lastEventId || this.last;
      this.told.happened(JSON.parse(event.data));
    });
    // The feed is read up to here: what this page shows may be older than what it has heard of.
    source.addEventListener("synced", (event) => {
      this.last = event.lastEventId || this.last;
      this.told.synced();
    });
    source.addEventListener("ended", () => this.end());
    source.addEventListener("error", () => this.broken());
  }

  // Nobody is signed in here any more: only a person can change that.
  end() {
    this.ended = true;
    this.close();
    this.told.state("ended");
  }

  broken() {
    this.close();
    if (this.ended) return;
    const wait = Math.min(LONGEST, 400 * 2 ** this.tries++) * (0.8 + Math.random() * 0.4);
    this.timer = setTimeout(() => this.connect(), wait);
    if (this.tries > 1 || !navigator.onLine) this.told.state("lost");
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}
