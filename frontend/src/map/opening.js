// Opening the drawing: MapLibre over outlines from the centre's own database. No base map, no glyphs, nothing from outside.
import { Map as Drawing, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { PATTERNS, colours, css, isLevel, letter, pixels, sign } from "./looks.js";

export const OUTSIDE = -2;
export const UNKNOWN = -1;
export const AREAS = "areas";
export const LETTERS_FROM = 8; // zoom; further away letters would hide what they name
const SLOW = 35; // milliseconds between frames above which a moving map is drawn with fewer dots
const COARSEST = 3;
const BEYOND = 24; // zoom; more than any map has

const none = { type: "FeatureCollection", features: [] };
const source = (data, more) => ({ type: "geojson", data, ...more });
const far = (url) => new URL(url, location.href).href;

/** What a place that nobody has spoken of yet is taken for: where the whole sheet is looked at, the commonest class. */
export const silent = (config) => (config.whole ? (isLevel(config.show) ? 1 : 0) : OUTSIDE);

/** The colour of a place by its class. */
export function fillColour(config, show) {
  const { found, unknown, outside } = colours(show, config.legends[show].classes);
  const pairs = Object.entries(found).flatMap(([key, colour]) => [Number(key), colour]);
  return ["match", ["coalesce", ["feature-state", "k"], silent(config)], UNKNOWN, unknown, ...pairs, outside];
}

/** Begun before any figure has come, so that outlines are fetched and cut meanwhile. null where it cannot draw. */
export function openMap(page, config) {
  if (!document.createElement("canvas").getContext("webgl2")) return null;
  setWorkerUrl(page.dataset.worker);
  try {
    const map = new Drawing({
      container: page.querySelector("[data-map-stage]"), style: style(config),
      bounds: config.bounds, fitBoundsOptions: { padding: 24 }, minZoom: 3.5, maxZoom: 14, renderWorldCopies: false, attributionControl: false,
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
    spare(map);
    return { map, styled: new Promise((done) => map.once("style.load", done)) };
  } catch {
    return null;
  }
}

function style(config) {
  const width = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
  const sources = { [AREAS]: source(far(config.shapes), { tolerance: 0, buffer: 16, maxzoom: 11 }), letters: source(none), marks: source(none) };
  const own = { type: "line", source: AREAS, layout: { "line-join": "round" }, filter: false };
  const layers = [
    { id: "sea", type: "background", paint: { "background-color": css("--map-sea") } },
    // Not seen before the figures are there: no place is green for a moment that is not.
    { id: "fill", type: "fill", source: AREAS, paint: { "fill-color": fillColour(config, config.show), "fill-antialias": false, "fill-opacity": 0 } },
    // A country's every border would be one black spot from far away.
    { id: "border", type: "line", source: AREAS, minzoom: config.many ? 7 : 0, paint: { "line-color": css("--map-border"), "line-width": width(7, 0.3, 9, 1) } },
  ];
  if (config.frame) {
    sources.frame = source(far(config.frame), { tolerance: 1 });
    layers.push({ id: "frame", type: "line", source: "frame", paint: { "line-color": css("--map-frame"), "line-width": width(5, 0.8, 9, 2) } });
  }
  layers.push(
    { ...own, id: "locked", paint: { "line-color": css("--map-lock"), "line-width": 4, "line-dasharray": [2, 1] } },
    { ...own, id: "chosen", paint: { "line-color": css("--map-chosen"), "line-width": 4 } },
    { id: "letters", type: "symbol", source: "letters", minzoom: LETTERS_FROM,
      layout: { "icon-image": ["concat", "letter-", ["get", "k"]], "symbol-sort-key": ["-", 0, ["get", "k"]] } },
    { id: "marks", type: "symbol", source: "marks",
      layout: { "icon-image": ["get", "kind"], "icon-offset": ["get", "o"], "icon-allow-overlap": true } },
  );
  return { version: 8, sources, layers };
}

/** What is drawn on the colours, once the figures say which of it there is. */
export function furnish(map, config, figures) {
  for (const kind of ["clusters", "sites"]) map.addImage(kind, pixels(sign(kind)), { pixelRatio: 2 });
  const { found } = colours("proposed", config.legends.proposed.classes);
  for (const [key, mark] of config.legends.proposed.classes) {
    map.addImage(`letter-${key}`, pixels(letter(mark, found[key], key === 1 || key === 4 ? "#fff" : "#10151d")), { pixelRatio: 2 });
  }
  const add = (key, here, more) => {
    map.addImage(`pattern-${key}`, pixels(PATTERNS[key]()), { pixelRatio: 2 });
    const seen = ["case", ["==", ["feature-state", "k"], key === "none" ? UNKNOWN : key], 1, 0];
    map.addLayer({ id: `pattern-${key}`, type: "fill", source: AREAS, ...more, layout: { visibility: here ? "visible" : "none" },
      paint: { "fill-pattern": `pattern-${key}`, "fill-opacity": seen, "fill-antialias": false } }, "border");
  };
  for (const key of [2, 3, 4]) {
    const ever = figures.ever(key);
    if (ever.length) add(key, isLevel(config.show), { filter: among(ever) });
  }
  add("none", config.show === "rate", {});
}

export const among = (numbers) => (numbers.length ? ["match", ["id"], numbers, true, false] : false);

/** Where frames are slow (no graphics card), a moving map has fewer dots and no patterns; it is sharp again as it stands.
 *
 * `setPixelRatio` would end the drag (its resize stops every gesture), so the two steps it takes without that are taken;
 * `setLayerZoomRange` would have every tile cut anew, so a pattern is told that it begins beyond the last zoom.
 */
function spare(map) {
  if (!map._resizeInternal) return;
  const sharp = map.getPixelRatio();
  let needed = 2; // dots are this many times as wide and high: 2, or 3 where 2 was slow as well
  let last = 0;
  let slow = 0;
  const put = (coarse) => {
    map._overridePixelRatio = sharp / coarse;
    map._resizeInternal(false);
    for (const { id, paint } of map.getStyle().layers) {
      if (paint?.["fill-pattern"]) map.getLayer(id).minzoom = coarse > 1 ? BEYOND : 0;
    }
    map.triggerRepaint();
  };
  map.on("movestart", () => (last = 0));
  map.on("render", () => {
    if (!map.isMoving() || map.getPixelRatio() <= sharp / COARSEST) return;
    const now = performance.now();
    if (last) slow = now - last > SLOW ? slow + 1 : Math.max(0, slow - 1);
    last = now;
    if (slow <= 2) return;
    if (map.getPixelRatio() < sharp) needed = COARSEST;
    slow = last = 0;
    put(needed);
  });
  map.on("moveend", () => {
    if (map.getPixelRatio() === sharp) return;
    slow = 2; // the next move begins as the last one ended
    put(1);
  });
}
