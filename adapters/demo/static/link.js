// The line to one emulator: its control routes, and its live events.

export class Link {
  constructor(platform) {
    this.root = `/${platform}`;
    this.base = `${this.root}/emulator`;
  }

  async ask(method, path, body) {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    let said = null;
    try {
      said = text ? JSON.parse(text) : null;
    } catch { /* not every answer is JSON */ }
    if (!answer.ok) throw new Error(said?.error ?? said?.message ?? `${answer.status}`);
    return said;
  }

  // An address that the emulator gave, as the page can reach it.
  inside(path) { return `${this.root}${path}`; }

  get(path) { return this.ask("GET", path); }
  post(path, body = {}) { return this.ask("POST", path, body); }
  delete(path) { return this.ask("DELETE", path); }
}

// A stream that comes back by itself; told(data) at each event, broken() while there is none.
export class Stream {
  constructor(path, told, broken = () => {}) {
    this.path = path;
    this.told = told;
    this.broken = broken;
    this.connect();
  }

  connect() {
    this.source = new EventSource(this.path);
    this.source.addEventListener("message", (event) => this.told(JSON.parse(event.data)));
    this.source.addEventListener("error", () => {
      this.source.close();
      this.broken();
      this.timer = setTimeout(() => this.connect(), 1000);
    });
  }

  close() {
    clearTimeout(this.timer);
    this.source.close();
  }
}
