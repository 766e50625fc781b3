// Codes read by the camera. Behind a button, typed entry stays; what reads them is loaded when reading begins.
//   [data-camera-open]  the button      [data-camera="#field"] [data-camera-mode=send|lines]  the panel, with a <video>
const AGAIN_AFTER = 3000; // ms a code must be out of sight before it counts again
const EVERY = 150; // ms between two looks
let running = null;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function say(panel, text) {
  panel.querySelector("[role=status]").textContent = text;
}

function stop() {
  running?.stream?.getTracks().forEach((track) => track.stop());
  if (running) running.panel.hidden = true;
  for (const button of document.querySelectorAll("[data-camera-open]")) button.setAttribute("aria-expanded", "false");
  running = null;
}

function take(panel, text) {
  const field = document.querySelector(panel.dataset.camera);
  if (!field) return;
  navigator.vibrate?.(60);
  if (panel.dataset.cameraMode === "lines") {
    const there = field.value.split("\n").map((line) => line.trim());
    if (!there.includes(text)) field.value = [...there.filter(Boolean), text].join("\n");
    const count = field.value.split("\n").filter(Boolean).length;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    say(panel, `${text} · ${panel.dataset.sayCount.replace("%n", count)}`);
    return;
  }
  say(panel, text.includes("|") ? panel.dataset.sayPerson : text);
  field.value = text;
  field.form.requestSubmit();
}

const sending = () => document.querySelector("form.htmx-request, form [aria-busy=true]") !== null;

async function look(state, read) {
  const seen = new Map();
  while (running === state) {
    const found = document.hidden || sending() ? "" : await read(state.video);
    if (running !== state) return;
    const now = Date.now();
    if (found && !(now - (seen.get(found) ?? 0) < AGAIN_AFTER)) take(state.panel, found);
    if (found) seen.set(found, now);
    await pause(EVERY);
  }
}

async function start(panel) {
  const state = { panel, video: panel.querySelector("video"), stream: null };
  running = state;
  panel.hidden = false;
  if (!navigator.mediaDevices?.getUserMedia) return say(panel, panel.dataset.sayUnsafe);
  say(panel, panel.dataset.sayWait);
  try {
    const [reader, stream] = await Promise.all([
      import("./reader.js").then((module) => module.reader()),
      navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } }),
    ]);
    state.stream = stream;
    if (running !== state) return stream.getTracks().forEach((track) => track.stop());
    state.video.srcObject = stream;
    await state.video.play();
    say(panel, panel.dataset.sayReady);
    panel.scrollIntoView({ block: "nearest" });
    await look(state, reader);
  } catch (problem) {
    const denied = problem?.name === "NotAllowedError" || problem?.name === "NotFoundError";
    if (running === state) stop();
    panel.hidden = false;
    say(panel, denied ? panel.dataset.sayDenied : panel.dataset.sayBroken);
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-camera-stop]")) return stop();
  const button = event.target.closest("[data-camera-open]");
  if (!button) return;
  const panel = document.querySelector("[data-camera]");
  if (running) return stop();
  button.setAttribute("aria-expanded", "true");
  start(panel);
});
// The part with the button is drawn again after each code: it goes on saying whether the camera is on.
document.addEventListener("htmx:afterSettle", () => {
  if (running) document.querySelector("[data-camera-open]")?.setAttribute("aria-expanded", "true");
});
addEventListener("pagehide", stop);
