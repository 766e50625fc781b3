// Runs before the first paint: the theme chosen here, or the system's.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try { return localStorage.getItem("vx-theme"); } catch { return null; }
  };
  const apply = () => {
    const choice = stored() || "auto";
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.themeChoice = choice;
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("vx:theme", apply);
})();
