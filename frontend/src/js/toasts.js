// Short messages, read aloud by screen readers. An error stays until it is closed.
const box = () => document.getElementById("toasts");

export function toast(text, kind = "info") {
  const template = document.getElementById("toast-template");
  if (!box() || !template) return;
  const item = template.content.firstElementChild.cloneNode(true);
  item.querySelector("p").textContent = text;
  item.classList.add(`vx-toast-${kind}`);
  box().append(item);
  if (kind !== "error") fade(item);
}

function fade(item) {
  setTimeout(() => item.matches(":hover, :focus-within") ? fade(item) : item.remove(), 7000);
}

document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest(".vx-toast").remove());
for (const item of document.querySelectorAll(".vx-toast:not(.vx-toast-error)")) fade(item);

// HX-Trigger: {"toast": {"text": "…", "kind": "ok"}}
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.kind));

const words = (name) => document.body.dataset[name] ?? "";
document.addEventListener("htmx:sendError", () => toast(words("msgOffline"), "error"));
document.addEventListener("htmx:timeout", () => toast(words("msgOffline"), "error"));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401 || status === 403) toast(words("msgForbidden"), "error");
  else if (status === 404) toast(words("msgGone"), "error");
  else toast(words("msgError"), "error");
});
