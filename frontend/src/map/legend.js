// What the colours mean, with how many places are of each class on the day.
import { colours, isLevel } from "./looks.js";
import { fill, number } from "./data.js";

export function drawLegend({ page, config, state, figures }) {
  const box = page.querySelector("[data-map-legend]");
  const note = page.querySelector("[data-map-note]");

  function line(mark, name, count, kind) {
    const row = document.createElement("li");
    const chip = document.createElement("span");
    chip.className = kind;
    const text = document.createElement("b");
    text.textContent = mark;
    chip.append(text);
    const said = document.createElement("span");
    said.textContent = name;
    const n = document.createElement("span");
    n.className = "map-count";
    n.textContent = number(count);
    row.append(chip, said, n);
    return row;
  }

  function update() {
    figures.to(state.day);
    const legend = config.legends[state.show];
    const counts = new Map();
    for (const n of figures.mine) {
      const key = figures.key(n, state.show);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const title = document.createElement("h2");
    title.textContent = legend.title;
    const rows = legend.classes.map(([key, mark, name]) =>
      line(mark, name, counts.get(key) ?? 0, isLevel(state.show) ? `map-key map-level-${key}` : `map-key map-band-${key}`));
    if (counts.get(null)) rows.push(line("?", legend.unknown, counts.get(null), "map-key map-none"));
    const list = document.createElement("ul");
    list.append(...rows.reverse());
    box.replaceChildren(title, list);
    const told = [legend.note];
    if (state.show === "rate" && counts.get(null)) told.push(fill(config.words.without, { n: number(counts.get(null)) }));
    if (!isLevel(state.show) && figures.loose) told.push(fill(config.words.loose, { n: number(figures.loose) }));
    note.textContent = told.filter(Boolean).join(". ");
    note.hidden = !note.textContent;
  }

  return { update, colours: () => colours(state.show, config.legends[state.show].classes) };
}
