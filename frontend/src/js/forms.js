// A form is sent once, says that it is being sent, and asks before typed work is left behind.
let changed = null;

const ask = (event) => {
  if (changed?.isConnected) event.preventDefault();
};

// Listened to only while something is typed: a page that listens is not kept for the Back button.
function guard(form) {
  changed = form;
  if (form) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}

function busy(form, submitter, on) {
  for (const button of form.querySelectorAll("[type=submit], button:not([type])")) {
    button.disabled = on;
    if (on && (button === submitter || !submitter)) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.dataset.noBusy !== undefined) return;
  guard(null);
  if (form.matches("[hx-post], [hx-get], [data-hx-post]")) return;
  // After the browser has read the form: a disabled button's own value would not be sent.
  setTimeout(() => busy(form, event.submitter, true));
  // A file came instead of a page: the form is still here and may be sent again (writes go in once by their key).
  setTimeout(() => busy(form, null, false), 4000);
});

for (const [name, on] of [["htmx:beforeRequest", true], ["htmx:afterRequest", false]]) {
  document.addEventListener(name, (event) => {
    if (event.detail.elt.matches("form")) busy(event.detail.elt, event.detail.requestConfig?.triggeringEvent?.submitter, on);
  });
}

// What a slider stands at.
document.addEventListener("input", ({ target }) => {
  if (target.type !== "range") return;
  for (const shown of document.querySelectorAll(`output[for="${target.id}"]`)) {
    shown.value = target.valueAsNumber.toLocaleString(document.documentElement.lang, { useGrouping: false });
  }
});

addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) busy(form, null, false);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) guard(form);
});

document.querySelector(".form-summary")?.focus();
