// One place: its figures of the day, what stands there, and the lists behind it.
import { fill, number } from "./data.js";

const el = (tag, text, kind) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
};

const link = (url, text) => {
  const made = el("a", text);
  made.href = url;
  return made;
};

export function createPanel({ page, config, state, figures, select }) {
  const box = page.querySelector("[data-map-panel]");
  const { words } = config;
  const levelName = (level) => {
    const known = config.legends.proposed.classes.find(([key]) => key === level);
    return known ? `${known[1]} · ${known[2]}` : words.unknown;
  };

  function facts(n) {
    const list = el("dl", undefined, "map-facts");
    const most = figures.most[n] > figures.proposed[n] ? ` (${fill(words.most, { m: levelName(figures.most[n]) })})` : "";
    const rate = figures.rate(n);
    const people = figures.population(n);
    for (const [name, value] of [
      [words.proposed, levelName(figures.proposed[n]) + most],
      [words.decided, levelName(figures.decided[n])],
      [words.cases, number(figures.week[n])],
      [words.rate, rate === null ? words.unknown : number(rate)],
      [words.population, people === null ? words.unknown : number(people)],
    ]) list.append(el("dt", name), el("dd", value));
    return list;
  }

  function marks(n) {
    const found = [];
    const here = (kind) => figures.marks(kind, state.day).filter((one) => one.at === n);
    for (const one of here("lockdowns")) {
      found.push(link(one.url, fill(words.lockdown, one) + (one.part ? ` (${words.part})` : "")));
    }
    for (const one of here("clusters")) found.push(link(one.url, fill(words.cluster, one)));
    for (const one of here("sites")) found.push(link(one.url, fill(words.site, one)));
    return found;
  }

  function links(n) {
    const path = figures.names.paths[n];
    const from = figures.isoDay(Math.max(0, state.day - 6));
    const to = figures.isoDay(state.day);
    const found = [link(config.level.replace("PATH", path).replace("DAY", to), words.level)];
    if (config.divided) found.push(link(config.inside.replace("PATH", encodeURIComponent(path)), words.inside));
    for (const one of config.lists) {
      const url = one.url.replace("PATH", encodeURIComponent(path)).replace("FROM", from).replace("TO", to);
      found.push(link(url, one.label));
    }
    return found;
  }

  function update(what) {
    const n = state.selected;
    box.hidden = n === null;
    if (n === null) return;
    figures.to(state.day);
    const head = el("div", undefined, "map-panel-head");
    const close = el("button", "×", "vx-icon-btn");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => select(null));
    const title = el("h2", figures.names.names[n]);
    title.tabIndex = -1;
    head.append(title, close);
    const list = el("ul", undefined, "map-links");
    for (const one of [...marks(n), ...links(n)]) {
      const line = el("li");
      line.append(one);
      list.append(line);
    }
    box.replaceChildren(head, el("p", figures.names.above[figures.names.of[n]], "text-secondary"), facts(n), list);
    if (what.selected && what.move) {
      title.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    }
  }

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const number_ = state.selected;
    select(null);
    requestAnimationFrame(() => requestAnimationFrame(() => page.querySelector(`[data-number="${number_}"]`)?.focus()));
  });
  return { update };
}
