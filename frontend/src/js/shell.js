// Drawer, menus and theme buttons. One listener each, so that content swapped by htmx needs no set-up.
const root = document.documentElement;

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.vx-menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

function setDrawer(open) {
  document.body.classList.toggle("vx-nav-open", open);
  for (const button of document.querySelectorAll("[data-nav-toggle]")) button.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector(".vx-rail a")?.focus();
}

function showTheme() {
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === (root.dataset.themeChoice || "auto")));
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  const theme = event.target.closest("[data-theme-set]");
  if (theme) {
    try { localStorage.setItem("vx-theme", theme.dataset.themeSet); } catch { /* private window: this page only */ }
    dispatchEvent(new Event("vx:theme"));
    showTheme();
  }
  if (event.target.closest("[data-nav-toggle]")) return setDrawer(!document.body.classList.contains("vx-nav-open"));
  if (document.body.classList.contains("vx-nav-open") && !event.target.closest(".vx-rail")) setDrawer(false);
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-reload]")) window.location.reload();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.vx-menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
  if (document.body.classList.contains("vx-nav-open")) setDrawer(false);
});

showTheme();
