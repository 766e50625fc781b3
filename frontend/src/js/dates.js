// The calendar button of a typed date: the browser's picker, written into the box as it would be typed.
const typed = (iso) => {
  const [day, clock] = iso.split("T");
  const [y, m, d] = day.split("-").map(Number);
  return `${clock ? `${clock.slice(0, 5)} ` : ""}${d}/${m}/${y}`;
};

function isoOf(text, withClock) {
  const day = text.match(/(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/);
  if (!day) return "";
  const two = (part) => part.padStart(2, "0");
  const clock = text.match(/(\d{1,2})[:hg](\d{2})/);
  const iso = `${day[3]}-${two(day[2])}-${two(day[1])}`;
  return withClock ? `${iso}T${clock ? `${two(clock[1])}:${clock[2]}` : "00:00"}` : iso;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick-date]");
  if (!button) return;
  const box = button.parentElement.querySelector("input");
  const picker = button.parentElement.querySelector("[data-date-picker]");
  picker.value = isoOf(box.value, picker.type !== "date");
  picker.showPicker();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-date-picker]") || !event.target.value) return;
  const box = event.target.parentElement.querySelector("input");
  box.value = typed(event.target.value);
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
