// The drawing: MapLibre over outlines from the centre's own database. No base map, no glyphs, nothing from outside.
import { LngLatBounds, Map as Drawing, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { number } from "./data.js";
import { PATTERNS, colours, css, isLevel, letter, pixels, sign } from "./looks.js";

const OUTSIDE = -2;
const UNKNOWN = -1;
const LETTERS_FROM = 8; // zoom; further away letters would hide what they name
const AREAS = "areas";
const MANY = 1500; // places whose every border would be one black spot from far away

/** null where the browser cannot draw. `moved` is told the places in view (null: all of them). */
export function createStage(context, { moved }) {
  const { page, config, state, figures, select } = context;
  const home = boundsOf(figures, figures.mine);
  const map = open(page, config, home);
  if (!map) return null;
  const told = new Int8Array(figures.count).fill(OUTSIDE);
  let locked = "";
  let lettersDue = 0;
  let ready = false;

  map.on("load", () => {
    furnish(map, config, figures);
    ready = true;
    update({ day: true, show: true });
    map.once("idle", () => {
      page.dataset.map = "idle";
      performance.mark("map-idle");
    });
  });
  map.on("moveend", () => moved(inView(map, figures)));
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures(event.point, { layers: ["marks", "fill"].filter((id) => map.getLayer(id)) });
    const n = found ? (found.layer.id === "marks" ? found.properties.at : found.id) : null;
    select(n !== null && figures.isMine[n] ? n : null);
  });
  bindHover(map, page, figures);

  function paint() {
    const { found, unknown, outside } = colours(state.show, config.legends[state.show].classes);
    const pairs = Object.entries(found).flatMap(([key, colour]) => [Number(key), colour]);
    map.setPaintProperty("fill", "fill-color", ["match", ["coalesce", ["feature-state", "k"], OUTSIDE], UNKNOWN, unknown, ...pairs, outside]);
    for (const key of [2, 3, 4]) show(`pattern-${key}`, isLevel(state.show));
    show("pattern-none", state.show === "rate");
  }

  function show(layer, yes) {
    map.setLayoutProperty(layer, "visibility", yes ? "visible" : "none");
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

  function putLetters() {
    const features = isLevel(state.show)
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
    if (!ready) return;
    if (what.show) paint();
    if (what.day || what.show) fillIn();
    if (what.day || what.layers) putMarks();
    if (what.selected) choose(what.move);
  }

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

function open(page, config, bounds) {
  if (!document.createElement("canvas").getContext("webgl2")) return null;
  setWorkerUrl(page.dataset.worker);
  try {
    const map = new Drawing({
      container: page.querySelector("[data-map-stage]"),
      style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": css("--map-sea") } }] },
      bounds, fitBoundsOptions: { padding: 24 }, minZoom: 3.5, maxZoom: 14, renderWorldCopies: false, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, pixelRatio: Math.min(devicePixelRatio, 2),
      locale: {
        "Map.Title": page.dataset.name, "NavigationControl.ZoomIn": config.words.zoom_in,
        "NavigationControl.ZoomOut": config.words.zoom_out, "NavigationControl.ResetBearing": config.words.north,
      },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "top-left");
    map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
    return map;
  } catch {
    return null;
  }
}

const point = (coordinates, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates }, properties });
const among = (numbers) => (numbers.length ? ["match", ["id"], numbers, true, false] : false);

function furnish(map, config, figures) {
  const none = { type: "FeatureCollection", features: [] };
  const fill = { type: "fill", source: AREAS };
  map.addSource(AREAS, { type: "geojson", data: new URL(config.shapes, location.href).href, tolerance: 0, buffer: 16, maxzoom: 11 });
  map.addSource("letters", { type: "geojson", data: none });
  map.addSource("marks", { type: "geojson", data: none });
  for (const [key, draw] of Object.entries(PATTERNS)) map.addImage(`pattern-${key}`, pixels(draw()), { pixelRatio: 2 });
  for (const kind of ["clusters", "sites"]) map.addImage(kind, pixels(sign(kind)), { pixelRatio: 2 });
  const { found } = colours("proposed", config.legends.proposed.classes);
  for (const [key, mark] of config.legends.proposed.classes) {
    map.addImage(`letter-${key}`, pixels(letter(mark, found[key], key === 1 || key === 4 ? "#fff" : "#10151d")), { pixelRatio: 2 });
  }
  map.addLayer({ ...fill, id: "fill", paint: { "fill-color": css("--map-outside"), "fill-antialias": false } });
  const shown = (key) => ["case", ["==", ["feature-state", "k"], key], 1, 0];
  for (const key of [2, 3, 4]) map.addLayer({ ...fill, id: `pattern-${key}`, filter: among(figures.ever(key)), paint: { "fill-pattern": `pattern-${key}`, "fill-opacity": shown(key) } });
  map.addLayer({ ...fill, id: "pattern-none", layout: { visibility: "none" }, paint: { "fill-pattern": "pattern-none", "fill-opacity": shown(UNKNOWN) } });
  map.addLayer({ id: "border", type: "line", source: AREAS, minzoom: figures.count > MANY ? 7 : 0, paint: { "line-color": css("--map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.3, 9, 1] } });
  if (config.frame) {
    map.addSource("frame", { type: "geojson", data: new URL(config.frame, location.href).href, tolerance: 0.5 });
    map.addLayer({ id: "frame", type: "line", source: "frame", paint: { "line-color": css("--map-frame"), "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.8, 9, 2] } });
  }
  const own = { type: "line", source: AREAS, layout: { "line-join": "round" } };
  map.addLayer({ ...own, id: "locked", filter: false, paint: { "line-color": css("--map-lock"), "line-width": 4, "line-dasharray": [2, 1] } });
  map.addLayer({ ...own, id: "chosen", filter: false, paint: { "line-color": css("--map-chosen"), "line-width": 4 } });
  map.addLayer({ id: "letters", type: "symbol", source: "letters", minzoom: LETTERS_FROM,
    layout: { "icon-image": ["concat", "letter-", ["get", "k"]], "symbol-sort-key": ["-", 0, ["get", "k"]] } });
  map.addLayer({ id: "marks", type: "symbol", source: "marks",
    layout: { "icon-image": ["get", "kind"], "icon-offset": ["get", "o"], "icon-allow-overlap": true } });
}

function bindHover(map, page, figures) {
  const tip = page.querySelector("[data-map-tip]");
  map.on("mousemove", (event) => {
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
