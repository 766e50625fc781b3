// A result chosen by its digit takes the focus, so that Enter sends the form: two key presses a call.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-focus-on-pick]")) event.target.focus();
});
// The next person's name takes the focus after a call, for the keys and for screen readers.
document.addEventListener("htmx:afterSettle", () => {
  const heading = document.querySelector("#call h2[tabindex]");
  if (heading && !document.activeElement?.matches("input, textarea, select")) heading.focus({ preventScroll: true });
});
