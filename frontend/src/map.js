// The map's page: outlines and figures come at the same time, the list beside the map works without the map.
import "./css/map.css";
import { load } from "./map/data.js";
import { drawLegend } from "./map/legend.js";
import { createList } from "./map/list.js";
import { createPanel } from "./map/place.js";
import { bindPicture } from "./map/picture.js";
import { openMap } from "./map/opening.js";
import { createStage } from "./map/stage.js";
import { bindTime } from "./map/time.js";

const page = document.getElementById("map-page");
const config = JSON.parse(document.getElementById("map-config").textContent);
const say = (text) => {
  const box = page.querySelector("[data-map-said]");
  box.textContent = text;
  box.hidden = !text;
};

/** What is looked at; every part draws from it and `changed` tells them all. */
const state = { day: 0, show: config.show, layers: new Set(), selected: null };
const parts = [];

function changed(what) {
  for (const part of parts) part.update(what);
  remember();
}

/** The address always opens what is seen, so that it can be sent to somebody. */
function remember() {
  const url = new URL(location.href);
  url.searchParams.set("show", state.show);
  url.searchParams.set("day", state.figures.isoDay(state.day));
  history.replaceState(null, "", url);
  for (const box of document.querySelectorAll("[data-map-day]")) box.value = url.searchParams.get("day");
  for (const box of document.querySelectorAll("[data-map-show]")) box.value = state.show;
}

function select(number, { move = false } = {}) {
  state.selected = number;
  changed({ selected: true, move });
}

function bindTools() {
  page.querySelectorAll("[data-map-go]").forEach((box) => box.addEventListener("change", () => box.form.requestSubmit()));
  page.querySelector("[data-map-color]").addEventListener("change", (event) => {
    state.show = event.target.value;
    changed({ show: true });
  });
  page.querySelectorAll("[data-map-layer]").forEach((box) => {
    const set = () => (box.checked ? state.layers.add(box.dataset.mapLayer) : state.layers.delete(box.dataset.mapLayer));
    set();
    box.addEventListener("change", () => {
      set();
      changed({ layers: true });
    });
  });
}

async function start() {
  bindTools();
  const map = openMap(page, config);
  let figures;
  try {
    figures = await load(config);
  } catch {
    return say(config.words.broken);
  }
  if (figures.stale) return say(config.words.stale);
  Object.assign(state, { figures, day: figures.startDay });
  const context = { page, config, state, figures, select, changed, say };
  parts.push(drawLegend(context));
  const list = createList(context);
  parts.push(list, createPanel(context), bindTime(context));
  changed({ day: true, show: true });
  performance.mark("map-list");
  page.dataset.map = map ? "drawing" : "list";
  const stage = map && (await createStage(map, context, { moved: (numbers) => list.seen(numbers) }));
  if (stage) parts.push(stage);
  else say(config.words.no_webgl);
  bindPicture(context, stage);
}

start();
