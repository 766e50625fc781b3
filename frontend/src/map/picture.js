// The picture of what is seen: map, title, day, legend and source on one sheet, as PNG.
import { number } from "./data.js";
import { PATTERNS, isLevel } from "./looks.js";

const PAD = 24;
const FONT = '"Be Vietnam Pro", sans-serif';

export function bindPicture({ page, config, state, figures }, stage) {
  const button = document.querySelector("[data-map-png]");
  if (!button) return;
  if (!stage) {
    button.hidden = true;
    return;
  }
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      save(await sheet(await stage.snapshot()), `ban-do-${figures.isoDay(state.day)}.png`);
    } finally {
      button.disabled = false;
    }
  });

  async function sheet(drawn) {
    await document.fonts.ready;
    const scale = window.devicePixelRatio || 1;
    const box = document.createElement("canvas");
    const legend = config.legends[state.show];
    const foot = 60 + 22 * (legend.classes.length + 1);
    const width = drawn.width / scale;
    box.width = drawn.width + 2 * PAD * scale;
    box.height = drawn.height + (PAD + 76 + foot) * scale;
    const pen = box.getContext("2d");
    pen.scale(scale, scale);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, box.width, box.height);
    text(pen, page.dataset.name, PAD, PAD + 18, `700 20px ${FONT}`);
    text(pen, `${legend.title} · ${figures.sayDay(state.day)}`, PAD, PAD + 44, `400 16px ${FONT}`);
    pen.drawImage(drawn, PAD, PAD + 60, width, drawn.height / scale);
    entries(pen, legend, PAD + 60 + drawn.height / scale + 28);
    text(pen, page.dataset.source, PAD, box.height / scale - 14, `400 12px ${FONT}`);
    return box;
  }

  function entries(pen, legend, top) {
    const looks = stage.looks();
    const rows = [...legend.classes].reverse();
    const counted = (key) => number(figures.mine.filter((n) => figures.key(n, state.show) === key).length);
    rows.forEach(([key, mark, name], i) => {
      pen.fillStyle = looks.found[key];
      pen.fillRect(PAD, top + i * 22 - 13, 22, 16);
      if (isLevel(state.show) && PATTERNS[key]) {
        pen.fillStyle = pen.createPattern(PATTERNS[key](), "repeat");
        pen.fillRect(PAD, top + i * 22 - 13, 22, 16);
      }
      pen.strokeStyle = "#555";
      pen.strokeRect(PAD, top + i * 22 - 13, 22, 16);
      text(pen, `${isLevel(state.show) ? `${mark} · ` : ""}${name}: ${counted(key)}`, PAD + 32, top + i * 22, `400 14px ${FONT}`);
    });
    if (legend.unknown) text(pen, `? ${legend.unknown}: ${counted(null)}`, PAD + 32, top + rows.length * 22, `400 14px ${FONT}`);
  }
}

function text(pen, words, x, y, font) {
  pen.fillStyle = "#1f2733";
  pen.font = font;
  pen.fillText(words, x, y);
}

function save(box, name) {
  box.toBlob((blob) => {
    const url = URL.createObjectURL(blob);
    const link = Object.assign(document.createElement("a"), { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }, "image/png");
}
