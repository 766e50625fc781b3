// The day under the thumb: a slider with the curve of cases behind it, step by step or running by itself.
import { fill } from "./data.js";

export function bindTime({ page, config, state, figures, changed }) {
  const slider = page.querySelector("[data-map-slider]");
  const said = page.querySelector("[data-map-date]");
  const week = page.querySelector("[data-map-week]");
  const play = page.querySelector("[data-map-play]");
  const curve = page.querySelector("[data-map-curve]");
  let timer = 0;

  slider.max = String(figures.days - 1);
  slider.disabled = play.disabled = figures.days < 2;
  drawCurve();

  function go(day) {
    state.day = Math.min(Math.max(day, 0), figures.days - 1);
    changed({ day: true });
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    label();
  }

  function label() {
    play.setAttribute("aria-pressed", String(Boolean(timer)));
    play.querySelector("span").textContent = timer ? config.words.pause : config.words.play;
  }

  slider.addEventListener("input", () => {
    stop();
    go(Number(slider.value));
  });
  page.querySelectorAll("[data-map-step]").forEach((button) => button.addEventListener("click", () => {
    stop();
    go(state.day + Number(button.dataset.mapStep));
  }));
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (state.day >= figures.days - 1) go(0);
    timer = setInterval(() => (state.day >= figures.days - 1 ? stop() : go(state.day + 1)), 350);
    label();
  });

  function drawCurve() {
    const values = figures.curve();
    const most = Math.max(1, ...values);
    const step = 100 / values.length;
    let d = "M0,30";
    values.forEach((n, i) => (d += `L${((i + 0.5) * step).toFixed(2)},${(30 - (28 * n) / most).toFixed(2)}`));
    curve.querySelector("path").setAttribute("d", `${d}L100,30Z`);
  }

  return {
    update() {
      slider.value = String(state.day);
      const day = figures.sayDay(state.day);
      said.textContent = day;
      slider.setAttribute("aria-valuetext", day);
      week.textContent = fill(config.words.week, { d: day });
    },
  };
}
