// Opening the drawing: MapLibre over outlines from the centre's own database. No base map, no glyphs, nothing from outside.
import { Map as Drawing, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { PATTERNS, colours, css, isLevel, letter, pixels, sign } from "./looks.js";

export const OUTSIDE = -2;
export const UNKNOWN = -1;
export const AREAS = "areas";
export const LETTERS_FROM = 8; // zoom; further away letters would hide what they name
const SLOW = 35; // milliseconds between frames above which drawing is slow
const OFTEN = 2; // slow frames after which a moving map is not drawn each time
const FAR = 0.3; // of the picture that may have left the screen before it is drawn anew

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

/** Where frames are slow (no graphics card), the picture of a moving map is pushed along as it is, at the speed of the hand,
 * and drawn anew when it rests or when too much of it has left the screen. */
function spare(map) {
  const { painter } = map;
  if (!painter?.render) return;
  const draw = painter.render;
  const canvas = map.getCanvas();
  let slow = 0; // slow frames seen, less the quick ones
  let drawn = 0; // when the last frame was drawn, 0 if it was pushed or the map rests
  let edge; // what stood at the left and at the right end of the top then

  /** Push the picture to where its places are now; false where too little of it would be left. */
  function push() {
    const { clientWidth: width, clientHeight: height } = canvas;
    const [left, right] = edge.map((at) => map.project(at));
    const scale = (right.x - left.x) / width;
    if (Math.abs(left.x) > FAR * width || Math.abs(left.y) > FAR * height || scale < 1 - FAR || scale > 1 + FAR) return false;
    canvas.style.transform = `translate(${left.x}px, ${left.y}px) scale(${scale})`;
    return true;
  }

  painter.render = function (...given) {
    const moving = map.isMoving();
    const now = performance.now();
    if (drawn && moving) slow = now - drawn > SLOW ? Math.min(slow + 1, 2 * OFTEN) : Math.max(slow - 1, 0);
    drawn = 0;
    if (moving && edge && slow >= OFTEN && push()) return;
    canvas.style.transform = "";
    draw.apply(this, given);
    edge = [map.unproject([0, 0]), map.unproject([canvas.clientWidth, 0])];
    drawn = moving ? now : 0;
  };
  canvas.style.transformOrigin = "0 0";
  map.on("moveend", () => map.triggerRepaint());
}
