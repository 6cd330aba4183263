// Calling somebody who looks elsewhere: a desktop alert and a sound. Never a word of what was written.

import { word } from "./words.js";

const KEY = "madoguchi-console-";
const NOTES = [660, 880];

export const wanted = (what) => stored(what) === "yes";

function stored(what) {
  try {
    return localStorage.getItem(KEY + what);
  } catch {
    return null;
  }
}

function store(what, on) {
  try {
    localStorage.setItem(KEY + what, on ? "yes" : "no");
  } catch { /* then it holds for this page only */ }
}

export class Alerts {
  constructor() {
    this.alerts = document.getElementById("alerts-on");
    this.sound = document.getElementById("sound-on");
    this.said = document.getElementById("alerts-words");
    const able = "Notification" in window;
    this.alerts.checked = able && wanted("alerts") && Notification.permission === "granted";
    this.sound.checked = wanted("sound");
    this.alerts.disabled = !able;
    this.alerts.addEventListener("change", () => this.ask());
    this.sound.addEventListener("change", () => {
      store("sound", this.sound.checked);
      if (this.sound.checked) this.ring();
    });
  }

  async ask() {
    let allowed = false;
    if (this.alerts.checked) allowed = (await Notification.requestPermission()) === "granted";
    this.said.textContent = this.alerts.checked && !allowed ? word("alerts_denied") : "";
    this.alerts.checked = allowed;
    store("alerts", allowed);
  }

  // One alert a case: the newer replaces the older. The text is the same whatever was written.
  call(key, number, called, path = `/staff/cases/${number}`) {
    if (this.sound.checked) this.ring();
    if (!this.alerts.checked || !document.hidden) return;
    const alert = new Notification(word(key), { tag: `case-${number}`, body: called, silent: true, renotify: true });
    alert.addEventListener("click", () => {
      window.focus();
      alert.close();
      const link = document.querySelector(`#row-${number} a`);
      if (link) link.click();
      else location.assign(path);
    });
  }

  ring() {
    try {
      this.context ??= new AudioContext();
      const { context } = this;
      context.resume?.();
      NOTES.forEach((pitch, index) => {
        const start = context.currentTime + index * 0.16;
        const tone = context.createOscillator();
        const level = context.createGain();
        tone.type = "sine";
        tone.frequency.value = pitch;
        level.gain.setValueAtTime(0, start);
        level.gain.linearRampToValueAtTime(0.12, start + 0.02);
        level.gain.exponentialRampToValueAtTime(0.001, start + 0.32);
        tone.connect(level).connect(context.destination);
        tone.start(start);
        tone.stop(start + 0.34);
      });
    } catch { /* a machine without sound */ }
  }
}
