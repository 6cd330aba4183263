// Colours and the menu.

import { byId } from "./dom.js";
import { keep } from "./words.js";

const root = document.documentElement;

export function look() {
  const buttons = [...document.querySelectorAll("[data-theme-choice]")];
  const system = matchMedia("(prefers-color-scheme: dark)");
  const mark = () => {
    const theme = root.dataset.theme || (system.matches ? "dark" : "light");
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      root.dataset.theme = button.dataset.themeChoice;
      keep("theme", button.dataset.themeChoice);
      mark();
    });
  }
  system.addEventListener("change", mark);
  mark();

  const menu = byId("menu");
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // What is scrolled to must not hide behind the bars, whose height depends on the language.
  const measure = new ResizeObserver(() => {
    const stuck = getComputedStyle(byId("top")).position === "sticky";
    root.style.setProperty("--top", `${stuck ? byId("top").offsetHeight : 0}px`);
    root.style.setProperty("--bottom", `${byId("composer").offsetHeight}px`);
  });
  measure.observe(byId("top"));
  measure.observe(byId("composer"));
}
