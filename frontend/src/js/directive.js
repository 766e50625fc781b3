// The checking page: a task lights its passage and the other way round, a marked passage becomes a task, keys.
const page = () => document.getElementById("checking");
const segments = (id) => [...document.querySelectorAll(`.doc-seg[data-t~="${CSS.escape(id)}"]`)];
const card = (id) => document.getElementById(`d-${id}`);
let lit = "";
let panes = null;
let sentAt = 0;

function light(id) {
  if (id === lit) return;
  for (const element of document.querySelectorAll(".is-lit")) element.classList.remove("is-lit");
  lit = id;
  if (!id) return;
  for (const element of [...segments(id), card(id)]) element?.classList.add("is-lit");
}

// Inside a column of its own height only that column moves; elsewhere the page does.
function bring(element) {
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function show(tab) {
  const root = page();
  if (!root) return;
  root.dataset.tab = tab;
  for (const button of root.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === tab));
}

function jump(id) {
  show("text");
  light(id);
  const found = segments(id)[0];
  found?.scrollIntoView({ block: "center" });
  if (!found) return;
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
}

function owner(target) {
  const found = target.closest?.(".draft[data-id], .doc-seg[data-t]");
  return found ? found.dataset.id ?? found.dataset.t.split(" ").find((id) => card(id)) ?? "" : "";
}

document.addEventListener("mouseover", (event) => {
  const id = page() && owner(event.target);
  if (id) light(id);
});

document.addEventListener("focusin", (event) => {
  const found = page() && event.target.closest(".draft[data-id]");
  if (!found) return;
  light(found.dataset.id);
  if (getComputedStyle(document.querySelector(".check-text")).overflowY === "auto") bring(segments(found.dataset.id)[0]);
});

document.addEventListener("click", (event) => {
  if (!page()) return;
  const tab = event.target.closest("[data-show]");
  if (tab) return show(tab.dataset.show);
  const link = event.target.closest("[data-jump]");
  if (link) {
    event.preventDefault();
    return jump(link.dataset.jump);
  }
  const passage = event.target.closest(".doc-seg");
  if (!passage || !getSelection().isCollapsed) return;
  const found = card(owner(passage));
  if (!found) return;
  light(found.dataset.id);
  if (page().dataset.tab && getComputedStyle(found).display !== "none" && found.getClientRects().length) {
    found.focus({ preventScroll: true });
    bring(found);
  }
});

// Where a point of the page lies in the text, counted as Python counts: in code points.
function offset(text, node, at) {
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, at);
  return [...range.toString()].length;
}

function marked() {
  const text = document.querySelector(".doc-text[data-select]");
  const chosen = getSelection();
  if (!text || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  return {
    start: offset(text, range.startContainer, range.startOffset),
    end: offset(text, range.endContainer, range.endOffset),
  };
}

document.addEventListener("selectionchange", () => {
  const form = document.getElementById("mark");
  if (!form) return;
  const place = marked();
  if (place && place.start !== place.end) {
    form.elements.start.value = place.start;
    form.elements.end.value = place.end;
  }
  if (place || !form.contains(document.activeElement)) form.hidden = !place || place.start === place.end;
});

// Splitting begins where the cursor was last put in the text.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches?.("[data-split]")) return;
  const place = marked();
  if (place) event.detail.parameters.place = place.start;
});

function step(by) {
  const cards = [...document.querySelectorAll(".draft[data-id]")];
  const at = cards.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
  const from = at < 0 ? cards.findIndex((one) => one.dataset.id === lit) : at;
  const next = cards[Math.min(Math.max(from + by, 0), cards.length - 1)];
  next?.focus({ preventScroll: true });
  bring(next);
}

document.addEventListener("keydown", (event) => {
  if (!page() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog") || document.querySelector("dialog[open]")) return;
  if (event.key === "g") sentAt = Date.now(); // "g" and a letter goes to a screen
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    return step(event.key === "j" ? 1 : -1);
  }
  if (event.key === "A") {
    event.preventDefault();
    return document.querySelector("[data-accept-all]")?.click();
  }
  if (Date.now() - sentAt < 1500) return;
  const at = document.activeElement.closest(".draft[data-id]");
  const button = at?.querySelector(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// Both columns are drawn anew after every deed: they stay where they were, and the focus goes on.
document.addEventListener("htmx:beforeSwap", (event) => {
  const root = page();
  if (!root || !event.detail.serverResponse?.includes('id="checking"')) return;
  const cards = [...root.querySelectorAll(".draft[data-id]")];
  panes = {
    tab: root.dataset.tab,
    tops: [...root.querySelectorAll(".check-text, .check-tasks")].map((pane) => pane.scrollTop),
    at: cards.findIndex((one) => one.contains(document.activeElement)),
  };
});

document.addEventListener("htmx:afterSettle", () => {
  const root = page();
  if (!root || !panes) return;
  const { tab, tops, at } = panes;
  panes = null;
  show(tab);
  root.querySelectorAll(".check-text, .check-tasks").forEach((pane, i) => { pane.scrollTop = tops[i] ?? 0; });
  const cards = [...root.querySelectorAll(".draft[data-id]")];
  const next = card(root.dataset.focus) ?? cards[Math.min(Math.max(at, 0), cards.length - 1)];
  lit = "";
  next?.focus({ preventScroll: true });
  bring(next);
});
