// Keyboard shortcuts. Letters work only where nobody types, and can be switched off (they disturb who dictates).

const KEY = "madoguchi-console-keys";
const WAIT = 1200;

export function keys() {
  const help = document.getElementById("help");
  const on = document.getElementById("keys-on");
  on.checked = read();
  on.addEventListener("change", () => write(on.checked));
  for (const opener of document.querySelectorAll("[data-help]")) opener.addEventListener("click", () => help.showModal());
  help.addEventListener("click", (event) => { if (event.target === help) help.close(); });

  let first = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return void escape(event, help);
    if (!on.checked || help.open || typing(event.target)) return;
    const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    clearTimeout(timer);
    const combined = first ? `${first} ${letter}` : letter;
    first = "";
    if (letter === "g" && combined === "g") {
      first = "g";
      timer = setTimeout(() => { first = ""; }, WAIT);
      event.preventDefault();
    } else if (run(combined, help)) event.preventDefault();
  });
}

const typing = (node) => node.isContentEditable || /^(input|textarea|select)$/.test(node.localName) && !/^(checkbox|radio|button)$/.test(node.type);

function run(combined, help) {
  if (combined === "?") return help.showModal(), true;
  if (combined === "/") return focus(document.getElementById("search"));
  if (combined === "j" || combined === "k") return move(combined === "j" ? 1 : -1);
  if (combined === "o") return follow(document.activeElement?.closest(".row a") ?? document.querySelector(".row.here a"));
  const target = document.querySelector(`[data-shortcut="${CSS.escape(combined)}"]`);
  if (!target) return false;
  if (target.localName === "summary") return open(target);
  if (target.localName === "textarea") return focus(target);
  target.click();
  return true;
}

function open(summary) {
  const details = summary.parentElement;
  details.open = true;
  return focus(details.querySelector("select, textarea, input:not([type=hidden]), button") ?? summary);
}

function focus(node) {
  node?.focus();
  node?.scrollIntoView({ block: "nearest" });
  return Boolean(node);
}

function move(by) {
  const links = [...document.querySelectorAll(".row a")];
  const at = links.indexOf(document.activeElement);
  const here = at >= 0 ? at : links.findIndex((link) => link.hasAttribute("aria-current"));
  return focus(links[at < 0 && here < 0 ? 0 : Math.max(0, Math.min(links.length - 1, here + by))]);
}

function follow(link) {
  link?.click();
  return Boolean(link);
}

function escape(event, help) {
  if (help.open) return;
  const open = [...document.querySelectorAll("details.act[open], details.note-box[open]")].pop();
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
    event.preventDefault();
  } else if (typing(event.target)) event.target.blur();
}

function read() {
  try {
    return localStorage.getItem(KEY) !== "no";
  } catch {
    return true;
  }
}

function write(on) {
  try {
    localStorage.setItem(KEY, on ? "yes" : "no");
  } catch { /* then it holds for this page only */ }
}
