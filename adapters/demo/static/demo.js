// Two phones and a wire.

import { byId } from "./dom.js";
import { LinePhone } from "./line.js";
import { Stream } from "./link.js";
import { TelegramPhone } from "./telegram.js";
import { Wire } from "./wire.js";
import { localise, recall, remember, says, speak } from "./words.js";

localise();
byId("ui").addEventListener("change", (event) => speak(event.target.value));
theme();

const wire = new Wire();
const phones = [new LinePhone(() => wire.look()), new TelegramPhone(() => wire.look())];
byId("stage").append(...phones.map((phone) => phone.node));
localise();

new Stream("/demo/events", (now) => state(now.counter), () => state("lost"));

function state(name) {
  byId("state").dataset.state = name;
  says(byId("state-word"), `state_${name}`);
}

function theme() {
  const root = document.documentElement;
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = recall("theme");
  if (kept) root.dataset.theme = kept;
  const dark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const mark = () => button.setAttribute("aria-pressed", String(dark()));
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    mark();
  });
  system.addEventListener("change", mark);
  mark();
}
