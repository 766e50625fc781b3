// Select many, and walk the rows with j and k.
const picks = (form) => [...form.querySelectorAll("tbody input[name=pick]")];

function refresh(form) {
  const all = picks(form);
  const chosen = all.filter((box) => box.checked);
  const bar = form.querySelector(".bulk");
  if (bar && !("all" in bar.dataset)) {
    bar.hidden = chosen.length === 0;
    bar.querySelector("[data-picked]").textContent = String(chosen.length);
  }
  const head = form.querySelector("[data-pick-all]");
  if (head) {
    head.checked = all.length > 0 && chosen.length === all.length;
    head.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-listing]");
  if (!form) return;
  if (event.target.matches("[data-pick-all]")) for (const box of picks(form)) box.checked = event.target.checked;
  refresh(form);
});

document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-pick-none]");
  if (!clear) return;
  const form = clear.closest("form");
  for (const box of picks(form)) box.checked = false;
  refresh(form);
});

// The column chooser: a column goes up or down; the form sends the boxes in the order they stand.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  const row = button.closest(".column-row");
  const up = button.dataset.move === "up";
  const beside = up ? row.previousElementSibling : row.nextElementSibling;
  if (!beside) return;
  if (up) beside.before(row);
  else beside.after(row);
  button.focus();
});

document.addEventListener("keydown", (event) => {
  if (!["j", "k", "x"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  const rows = [...document.querySelectorAll(".listing-table tbody tr")];
  if (!rows.length || document.querySelector("dialog[open]")) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (event.key === "x") return rows[at]?.querySelector("input[name=pick]")?.click();
  const next = rows[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), rows.length - 1)];
  next.querySelector("td:not(.pick) a, td:not(.pick) button, input")?.focus();
});
