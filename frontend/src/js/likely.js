// "Choose this one" beside a person who may be the one being typed: he becomes the value of the form's field.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  const form = button?.closest("form");
  const value = form?.querySelector(`input[type=hidden][name="${CSS.escape(button.dataset.choose)}"]`);
  if (!value) return;
  const shown = value.parentElement.querySelector("[role=combobox]");
  for (const name of (button.dataset.clear ?? "").split(" ").filter(Boolean)) {
    const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
    if (field) field.value = "";
  }
  value.value = button.dataset.value;
  if (shown) shown.value = button.dataset.label;
  button.closest("[aria-live]")?.replaceChildren();
  shown?.focus();
});
