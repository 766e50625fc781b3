// Colours and patterns: from the page's own colours; every class can be told without its colour.
const COLOURS = { 1: "--vx-level-x", 2: "--vx-level-v", 3: "--vx-level-c", 4: "--vx-level-d" };

/** A colour of the page as MapLibre understands it: light-dark() and the like are worked out by the browser. */
export function css(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

export const isLevel = (show) => show === "proposed" || show === "decided";

/** Colour of each class of what is shown, and of what is not known. */
export function colours(show, classes) {
  const found = {};
  for (const [key] of classes) found[key] = css(isLevel(show) ? COLOURS[key] : `--map-band-${key}`);
  return { found, unknown: css("--map-unknown"), outside: css("--map-outside") };
}

function canvas(size, draw) {
  const box = Object.assign(document.createElement("canvas"), { width: size, height: size });
  draw(box.getContext("2d"), size);
  return box;
}

/** As MapLibre takes images. */
export const pixels = (box) => box.getContext("2d").getImageData(0, 0, box.width, box.height);

function stroke(pen, size, width, lines) {
  pen.strokeStyle = "rgb(0 0 0 / 48%)";
  pen.lineWidth = width;
  pen.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    pen.moveTo(x1 * size, y1 * size);
    pen.lineTo(x2 * size, y2 * size);
  }
  pen.stroke();
}

const rising = [[-0.5, 0.5, 0.5, -0.5], [0, 1, 1, 0], [0.5, 1.5, 1.5, 0.5]];
const falling = rising.map(([x1, y1, x2, y2]) => [1 - x1, y1, 1 - x2, y2]);

/** V upright lines, C slanted, D crossed, none dotted: the same as the badges and the printed sheet. */
export const PATTERNS = {
  2: () => canvas(16, (pen, s) => stroke(pen, s, 1.5, [[0.5, 0, 0.5, 1]])),
  3: () => canvas(16, (pen, s) => stroke(pen, s, 2.5, rising)),
  4: () => canvas(16, (pen, s) => stroke(pen, s, 2.5, [...rising, ...falling])),
  none: () => canvas(12, (pen, s) => {
    pen.fillStyle = "rgb(0 0 0 / 30%)";
    pen.fillRect(s / 2 - 1, s / 2 - 1, 2, 2);
  }),
};

/** A letter on a small plate, 2 device dots to one. */
export function letter(text, plate, ink) {
  return canvas(40, (pen, s) => {
    pen.fillStyle = plate;
    pen.strokeStyle = "rgb(0 0 0 / 55%)";
    pen.lineWidth = 2;
    pen.beginPath();
    pen.roundRect(4, 4, s - 8, s - 8, 6);
    pen.fill();
    pen.stroke();
    pen.fillStyle = ink;
    pen.font = '700 22px "Be Vietnam Pro", sans-serif';
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, s / 2, s / 2 + 2);
  });
}

/** Signs of clusters and sites: a shape each, so that no colour is needed. */
export function sign(kind) {
  return canvas(44, (pen, s) => {
    pen.lineWidth = 4;
    pen.strokeStyle = "#fff";
    pen.fillStyle = kind === "clusters" ? "#8e1a6b" : "#2b3f9c";
    pen.beginPath();
    if (kind === "clusters") {
      pen.moveTo(s / 2, 5);
      pen.lineTo(s - 4, s - 7);
      pen.lineTo(4, s - 7);
      pen.closePath();
    } else pen.rect(7, 7, s - 14, s - 14);
    pen.stroke();
    pen.fill();
    pen.fillStyle = "#fff";
    pen.font = '700 20px "Be Vietnam Pro", sans-serif';
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(kind === "clusters" ? "!" : "K", s / 2, s / 2 + (kind === "clusters" ? 6 : 2));
  });
}
