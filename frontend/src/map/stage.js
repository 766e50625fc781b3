// The drawing as figures fill it: colours, letters, marks, what is chosen.
import { LngLatBounds } from "maplibre-gl";
import { number } from "./data.js";
import { colours, isLevel } from "./looks.js";
import { AREAS, LETTERS_FROM, UNKNOWN, among, fillColour, furnish, silent } from "./opening.js";

/** Fill an opened map. `moved` is told the places in view. */
export async function createStage({ map, styled }, context, { moved }) {
  const { page, config, state, figures, select } = context;
  await styled;
  furnish(map, config, figures);
  const told = new Int8Array(figures.count).fill(silent(config));
  let coloured = config.show;
  let locked = "";
  let lettered = "";
  let lettersDue = 0;

  map.on("moveend", () => moved(inView(map, figures)));
  map.on("zoomend", putLetters);
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures(event.point, { layers: ["marks", "fill"].filter((id) => map.getLayer(id)) });
    const n = found ? (found.layer.id === "marks" ? found.properties.at : found.id) : null;
    select(n !== null && figures.isMine[n] ? n : null);
  });
  bindHover(map, page, figures);

  function paint() {
    if (coloured !== state.show) map.setPaintProperty("fill", "fill-color", fillColour(config, state.show));
    coloured = state.show;
    for (const key of [2, 3, 4]) show(`pattern-${key}`, isLevel(state.show));
    show("pattern-none", state.show === "rate");
  }

  function show(layer, yes) {
    if (map.getLayer(layer)) map.setLayoutProperty(layer, "visibility", yes ? "visible" : "none");
  }

  function fillIn() {
    figures.to(state.day);
    for (const n of figures.mine) {
      const key = figures.key(n, state.show) ?? UNKNOWN;
      if (told[n] === key) continue;
      told[n] = key;
      map.setFeatureState({ source: AREAS, id: n }, { k: key });
    }
    clearTimeout(lettersDue);
    lettersDue = setTimeout(putLetters, 120);
  }

  /** Ten thousand letters are only made where they are seen. */
  function putLetters() {
    const near = map.getZoom() > LETTERS_FROM - 0.5;
    const now = near ? `${state.show} ${state.day}` : "";
    if (now === lettered) return;
    lettered = now;
    const features = near && isLevel(state.show)
      ? figures.mine.filter((n) => told[n] > 0).map((n) => point(figures.names.at[n], { k: told[n] }))
      : [];
    map.getSource("letters").setData({ type: "FeatureCollection", features });
  }

  function putMarks() {
    const on = (kind) => (state.layers.has(kind) ? figures.marks(kind, state.day) : []);
    const now = [...new Set(on("lockdowns").map((one) => one.at))];
    if (`${now}` !== locked) map.setFilter("locked", among(now));
    locked = `${now}`;
    const beside = {};
    const features = ["clusters", "sites"].flatMap((kind) => on(kind).map((one) => {
      const nth = one.spot ? 0 : (beside[one.at] = (beside[one.at] ?? 0) + 1);
      return point(one.spot ?? figures.names.at[one.at], { kind, at: one.at, o: [((nth % 5) - 2) * 20 * (nth ? 1 : 0), nth ? 30 + 24 * Math.floor(nth / 5) : 0] });
    }));
    map.getSource("marks").setData({ type: "FeatureCollection", features });
  }

  function choose(move) {
    const n = state.selected;
    map.setFilter("chosen", among(n === null ? [] : [n]));
    if (n !== null && move) map.fitBounds(boundsOf(figures, [n]), { padding: 80, maxZoom: Math.max(map.getZoom(), 10), duration: 300 });
  }

  function update(what) {
    if (what.show) paint();
    if (what.day || what.show) fillIn();
    if (what.day || what.layers) putMarks();
    if (what.selected) choose(what.move);
  }

  update({ day: true, show: true });
  map.setPaintProperty("fill", "fill-opacity", 1);
  map.once("idle", () => {
    page.dataset.map = "idle";
    performance.mark("map-idle");
  });
  return {
    update,
    looks: () => colours(state.show, config.legends[state.show].classes),
    /** What is drawn, copied while it is there: WebGL does not keep it. */
    snapshot: () => new Promise((done) => {
      map.once("render", () => {
        const from = map.getCanvas();
        const copy = Object.assign(document.createElement("canvas"), { width: from.width, height: from.height });
        copy.getContext("2d").drawImage(from, 0, 0);
        done(copy);
      });
      map.triggerRepaint();
    }),
  };
}

const point = (coordinates, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates }, properties });
function bindHover(map, page, figures) {
  const tip = page.querySelector("[data-map-tip]");
  map.on("mousemove", (event) => {
    if (map.isMoving()) return;
    const [found] = map.getLayer("fill") ? map.queryRenderedFeatures(event.point, { layers: ["fill"] }) : [];
    map.getCanvas().style.cursor = found && figures.isMine[found.id] ? "pointer" : "";
    tip.hidden = !found;
    if (found) tip.textContent = `${figures.fullName(found.id)} · ${number(figures.week[found.id])}`;
  });
  map.on("mouseout", () => (tip.hidden = true));
}

function boundsOf(figures, numbers) {
  const found = new LngLatBounds();
  for (const n of numbers.length ? numbers : figures.names.boxes.keys()) {
    const [west, south, east, north] = figures.names.boxes[n];
    found.extend([west, south]).extend([east, north]);
  }
  return found;
}

/** The places whose box is at least partly on the screen. */
function inView(map, figures) {
  const bounds = map.getBounds();
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return new Set(figures.mine.filter((n) => {
    const [w, s, e, t] = figures.names.boxes[n];
    return w < east && e > west && s < north && t > south;
  }));
}
