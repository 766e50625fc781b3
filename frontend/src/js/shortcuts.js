// "/" searches, "?" lists the keys, "g" then a letter goes to a screen, and any element with
// data-shortcut="k" is pressed (or focused, when it is a field) by that key. Never while typing.
const FIELD = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
let waitingForScreen = 0;

function press(element) {
  if (element.matches(FIELD)) element.focus();
  else element.click();
}

function visible(selector) {
  const scope = document.querySelector("dialog[open]") ?? document;
  return [...scope.querySelectorAll(selector)].find((e) => e.getClientRects().length || e.closest(".vx-rail"));
}

function target(key) {
  const quoted = CSS.escape(key);
  if (Date.now() < waitingForScreen) {
    waitingForScreen = 0;
    return visible(`[data-go="${quoted}"]`);
  }
  if (key === "g") {
    waitingForScreen = Date.now() + 1500;
    return null;
  }
  if (key === "/") return visible("[data-search]");
  if (key === "?") return visible('[data-dialog-open="shortcuts"]');
  return visible(`[data-shortcut="${quoted}"]:not(:disabled)`);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.(FIELD)) return;
  const found = target(event.key.length === 1 ? event.key.toLowerCase() : event.key);
  if (!found) return;
  event.preventDefault();
  press(found);
});

// The list of keys is read from the page, so it is never out of date.
document.addEventListener("vx:dialog", (event) => {
  if (event.target.id !== "shortcuts") return;
  const list = event.target.querySelector("[data-keys-of-page]");
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-shortcut][data-shortcut-label]")) {
    const key = document.createElement("dt");
    key.append(Object.assign(document.createElement("kbd"), { textContent: element.dataset.shortcut }));
    list.append(key, Object.assign(document.createElement("dd"), { textContent: element.dataset.shortcutLabel }));
  }
});
