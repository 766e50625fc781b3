// What reads a code out of a picture: the browser's own reader where there is one, else zxing, compiled, from this server.
// One chunk that imports no other: it is asked for by its plain name, the app by a hashed one.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

const OURS = ["qr_code", "code_128"];
const TALLEST = 960;

async function own() {
  if (!("BarcodeDetector" in window)) return null;
  const known = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!OURS.every((name) => known.includes(name))) return null;
  const detector = new window.BarcodeDetector({ formats: OURS });
  return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? "";
}

async function zxing() {
  // Without this it would ask a CDN.
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!video.videoWidth) return "";
    const share = Math.min(1, TALLEST / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * share);
    canvas.height = Math.round(video.videoHeight * share);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
    const found = await readBarcodes(picture, { formats: ["QRCode", "Code128"], maxNumberOfSymbols: 1, tryHarder: true });
    return found.find((one) => one.isValid)?.text ?? "";
  };
}

/** A function of a playing <video>: the text of a code in it, or "". */
export async function reader() {
  return (await own()) ?? zxing();
}
