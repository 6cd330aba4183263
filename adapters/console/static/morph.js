// Makes one piece of the page like another, touching only what differs: focus, typed words, open menus and
// the place one has scrolled to stay as they are.

const same = (one, other) =>
  one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");

export function morph(from, to) {
  if (from.isEqualNode(to)) return;
  if (from.nodeType !== Node.ELEMENT_NODE) {
    from.nodeValue = to.nodeValue;
    return;
  }
  // What scripts write into stays theirs.
  if (from.dataset?.keep === "") return;
  attributes(from, to);
  if (from.localName === "textarea") return;
  children(from, to);
}

function attributes(from, to) {
  const kept = keeps(from);
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !kept.has(name)) from.removeAttribute(name);
  }
  for (const { name, value } of [...to.attributes]) {
    if (!kept.has(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function keeps(node) {
  const kept = new Set();
  if (node.dataset.keep === "value") kept.add("value");
  if (node.localName === "details" || node.localName === "dialog") kept.add("open");
  if (node.localName === "option") kept.add("selected");
  if (node.dataset.busy !== undefined) for (const name of ["data-busy", "aria-busy", "disabled"]) kept.add(name);
  if (node.dataset.attaching !== undefined) kept.add("data-attaching");
  return kept;
}

function children(from, to) {
  const byId = new Map([...from.children].filter((node) => node.id).map((node) => [node.id, node]));
  let here = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const named = wanted.id ? byId.get(wanted.id) : null;
    if (named && same(named, wanted)) {
      if (named !== here) from.insertBefore(named, here);
      else here = here.nextSibling;
      morph(named, wanted);
    } else if (here && !wanted.id && !here.id && same(here, wanted)) {
      const next = here.nextSibling;
      morph(here, wanted);
      here = next;
    } else {
      from.insertBefore(document.importNode(wanted, true), here);
    }
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}
