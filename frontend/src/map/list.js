// The same figures as a table: sorted, searched, narrowed to what is seen on the map; rows lead where the map leads.
import { fill, number } from "./data.js";

const STEP = 60;
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

export function createList({ page, config, state, figures, select }) {
  const body = page.querySelector("[data-map-rows]");
  const said = page.querySelector("[data-map-summary]");
  const more = page.querySelector("[data-map-more]");
  const search = page.querySelector("[data-map-search]");
  const narrow = page.querySelector("[data-map-in-view]");
  const heads = [...page.querySelectorAll("[data-map-sort]")];
  const keys = figures.names.names.map((name, n) => folded(figures.fullName(n)));
  const mixed = new Set(figures.mine.map((n) => figures.names.of[n])).size > 1; // one district needs no name on each line
  let sort = { by: "level", down: true };
  let shown = STEP;
  let inView = null;

  const VALUE = {
    name: (n) => keys[n],
    level: (n) => figures.proposed[n] * 10 + figures.decided[n],
    cases: (n) => figures.week[n],
    rate: (n) => figures.rate(n) ?? -1,
  };

  function chosen() {
    const words = folded(search.value.trim());
    const rows = figures.mine.filter((n) =>
      (!words || keys[n].includes(words)) && (!narrow.checked || !inView || inView.has(n)));
    const value = VALUE[sort.by];
    const order = (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0);
    return rows.sort((a, b) => (sort.down ? order(b, a) : order(a, b)) || VALUE.cases(b) - VALUE.cases(a) || (keys[a] < keys[b] ? -1 : 1));
  }

  const mark = (level) => {
    const chip = document.createElement("span");
    chip.className = `map-key map-level-${level || "none"}`;
    const text = document.createElement("b");
    const legend = config.legends.proposed;
    const known = legend.classes.find(([key]) => key === level);
    text.textContent = known ? known[1] : "?";
    chip.append(text);
    chip.title = known ? known[2] : legend.unknown;
    return chip;
  };

  function row(n) {
    const line = document.createElement("tr");
    if (n === state.selected) line.className = "table-active";
    const name = document.createElement("td");
    const open = document.createElement("button");
    open.type = "button";
    open.className = "map-place";
    open.dataset.number = n;
    const called = document.createElement("span");
    called.textContent = figures.names.names[n];
    open.append(called);
    if (mixed) {
      const above = document.createElement("small");
      above.textContent = figures.names.above[figures.names.of[n]];
      open.append(above);
    }
    name.append(open);
    const level = document.createElement("td");
    level.append(mark(figures.proposed[n]));
    if (figures.decided[n]) level.append(" ", mark(figures.decided[n]));
    const cases = cell(number(figures.week[n]));
    const rate = figures.rate(n);
    line.append(name, level, cases, cell(rate === null ? "–" : number(rate)));
    return line;
  }

  function cell(text) {
    const box = document.createElement("td");
    box.className = "num";
    box.textContent = text;
    return box;
  }

  function update() {
    figures.to(state.day);
    const rows = chosen();
    const active = document.activeElement?.dataset?.number;
    body.replaceChildren(...rows.slice(0, shown).map(row));
    if (active !== undefined) body.querySelector(`[data-number="${active}"]`)?.focus({ preventScroll: true });
    said.textContent = rows.length ? fill(config.words.places, { n: number(rows.length) }) : config.words.none;
    more.hidden = rows.length <= shown;
    more.textContent = fill(config.words.more, { n: number(Math.min(STEP, rows.length - shown)) });
    for (const head of heads) {
      const here = head.dataset.mapSort === sort.by;
      head.closest("th").setAttribute("aria-sort", here ? (sort.down ? "descending" : "ascending") : "none");
    }
  }

  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(update);
  };
  heads.forEach((head) => head.addEventListener("click", () => {
    const by = head.dataset.mapSort;
    sort = { by, down: sort.by === by ? !sort.down : by !== "name" };
    update();
  }));
  search.addEventListener("input", () => { shown = STEP; soon(); });
  narrow.addEventListener("change", () => { shown = STEP; update(); });
  more.addEventListener("click", () => { shown += STEP; update(); });
  body.addEventListener("click", (event) => {
    const open = event.target.closest("[data-number]");
    if (open) select(Number(open.dataset.number), { move: true });
  });

  return {
    update: (what) => (what.layers ? null : soon()),
    /** What the map shows now; null: everything. */
    seen(numbers) {
      inView = numbers;
      if (narrow.checked) soon();
    },
  };
}
