// Outlines' names and all figures, and what they say of one day. Places go by their number on the sheet, days by theirs.
const WEEK = 7;

async function json(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

export async function load(config) {
  const [names, told] = await Promise.all([json(config.names), json(config.figures)]);
  return new Figures(config, names, told);
}

export class Figures {
  constructor(config, names, told) {
    Object.assign(this, { config, names, told });
    this.stale = !config.shapes.includes(`/${told.sheet}/`);
    this.count = names.paths.length;
    this.days = told.days;
    this.startDay = told.day;
    this.mine = [];
    for (let i = 0; i < told.mine.length; i += 2) for (let n = told.mine[i]; n <= told.mine[i + 1]; n++) this.mine.push(n);
    this.isMine = new Uint8Array(this.count);
    for (const n of this.mine) this.isMine[n] = 1;
    this.cases = Object.entries(told.cases).map(([n, flat]) => [Number(n), flat]);
    this.first = Date.parse(`${told.first}T00:00:00Z`);
    this.fullName = (n) => (names.above[names.of[n]] ? `${names.names[n]}, ${names.above[names.of[n]]}` : names.names[n]);
    this.at = -1;
    for (const key of ["week", "proposed", "decided", "most"]) this[key] = new Uint32Array(this.count);
  }

  /** Bring week, proposed, decided and most to a day. */
  to(day) {
    if (day === this.at) return;
    this.at = day;
    for (const key of ["week", "proposed", "decided", "most"]) this[key].fill(0);
    for (const [n, flat] of this.cases) this.week[n] = weekOf(flat, day);
    this.loose = weekOf(this.told.loose, day);
    held(this.told.proposed, day, (n, level, most) => {
      this.proposed[n] = level;
      this.most[n] = most;
    });
    held(this.told.decided, day, (n, level) => (this.decided[n] = level));
  }

  population(n) {
    return this.told.population[n] ?? null;
  }

  /** Per 100,000 people; null where nobody has said how many live there. */
  rate(n) {
    const people = this.population(n);
    return people ? Math.round((this.week[n] * 1_000_000) / people) / 10 : null;
  }

  /** The class of a place in a legend: null when it is not known. */
  key(n, show) {
    if (show === "proposed") return this.proposed[n] || null;
    if (show === "decided") return this.decided[n] || null;
    const value = show === "rate" ? this.rate(n) : this.week[n];
    if (value === null) return null;
    if (value <= 0) return 0;
    return 1 + this.config.legends[show].breaks.filter((b) => value >= b).length;
  }

  isoDay(day) {
    return new Date(this.first + day * 86_400_000).toISOString().slice(0, 10);
  }

  sayDay(day) {
    const [y, m, d] = this.isoDay(day).split("-").map(Number);
    return `${d}/${m}/${y}`;
  }

  /** Marks of a kind that stand on a day, and whose place is on the sheet. */
  marks(kind, day) {
    const every = this.told.marks[kind] ?? [];
    return every.filter((one) => one.at !== null && one.days[0] <= day && one.days[1] >= day && one.open !== false);
  }

  /** Places that are ever proposed or decided to be at a level. */
  ever(level) {
    const found = new Set();
    for (const flat of [this.told.proposed, this.told.decided]) {
      for (let i = 0; i < flat.length; i += 5) if (flat[i + 1] === level) found.add(flat[i]);
    }
    return [...found];
  }

  /** Cases of all places together, day by day. */
  curve() {
    const found = new Uint32Array(this.days);
    for (const [, flat] of [...this.cases, [null, this.told.loose]]) {
      for (let i = 0; i < flat.length; i += 2) if (flat[i] >= 0 && flat[i] < this.days) found[flat[i]] += flat[i + 1];
    }
    return found;
  }
}

function weekOf(flat, day) {
  let sum = 0;
  for (let i = 0; i < flat.length; i += 2) if (flat[i] <= day && flat[i] > day - WEEK) sum += flat[i + 1];
  return sum;
}

function held(flat, day, put) {
  for (let i = 0; i < flat.length; i += 5) {
    if (flat[i + 2] <= day && flat[i + 3] >= day) put(flat[i], flat[i + 1], flat[i + 4]);
  }
}

/** Numbers as they are read here: 1.500 and 12,5. */
export const number = (value) => value.toLocaleString("vi-VN", { maximumFractionDigits: 1 });

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
