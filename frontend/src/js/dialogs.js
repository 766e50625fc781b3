// Native <dialog>: it traps the focus and gives it back. Opened by data-dialog-open="id", by content that
// htmx puts into #dialog-body, or, to ask for a reason before something sealed is opened, by data-reason-url.
import htmx from "htmx.org";
import { uuid7 } from "./uuid7.js";

function show(dialog) {
  if (!dialog || dialog.open) return;
  dialog.dispatchEvent(new CustomEvent("vx:dialog", { bubbles: true }));
  dialog.showModal();
}

function askReason(button) {
  const dialog = document.getElementById("reason");
  const form = dialog.querySelector("form");
  form.reset();
  form.dataset.url = button.dataset.reasonUrl;
  form.dataset.target = button.dataset.reasonTarget ?? "";
  form.dataset.key = uuid7();
  dialog.querySelector("h2").textContent = button.dataset.reasonTitle;
  dialog.querySelector("[data-reason-error]").hidden = true;
  show(dialog);
  form.elements.reason.focus();
}

async function sendReason(form) {
  const dialog = form.closest("dialog");
  const error = dialog.querySelector("[data-reason-error]");
  const reason = form.elements.reason.value.trim();
  if (reason.length < 5) {
    error.textContent = error.dataset.tooShort;
    error.hidden = false;
    return form.elements.reason.focus();
  }
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const answered = (event) => {
    if (event.detail.successful) dialog.close();
    else {
      error.textContent = event.detail.xhr.status === 422 ? event.detail.xhr.responseText : document.body.dataset.msgError;
      error.hidden = false;
    }
  };
  form.addEventListener("htmx:afterRequest", answered, { once: true });
  await htmx.ajax("POST", form.dataset.url, {
    source: form,
    target: form.dataset.target || "#dialog-body",
    swap: form.dataset.target ? "outerHTML" : "innerHTML",
    values: { reason, _key: form.dataset.key },
  }).catch(() => {});
  button.disabled = false;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) show(document.getElementById(opener.dataset.dialogOpen));
  const reason = event.target.closest("[data-reason-url]");
  if (reason) askReason(reason);
  if (event.target.closest("[data-dialog-close]") || event.target.matches("dialog.vx-dialog")) event.target.closest("dialog")?.close();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-reason-form]")) return;
  event.preventDefault();
  sendReason(event.target);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "dialog-body" && event.detail.target.childElementCount) show(document.getElementById("dialog"));
});
document.addEventListener("closeDialog", () => document.querySelector("dialog[open]")?.close());
document.addEventListener("close", (event) => {
  if (event.target.id === "dialog") document.getElementById("dialog-body").replaceChildren();
}, true);
