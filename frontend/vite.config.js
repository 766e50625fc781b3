// Builds what the pages load into the Django app, under fixed names: Django's
// ManifestStaticFilesStorage adds the hashes, so a template names `vungxanh/app.css`.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const icons = resolve(here, "node_modules/@tabler/icons/icons");

/** One SVG file with the icons named in src/icons.txt, each a <symbol>; an unknown name stops the build. */
function sprite() {
  return {
    name: "vungxanh-sprite",
    generateBundle() {
      const names = readFileSync(resolve(here, "src/icons.txt"), "utf8")
        .split("\n")
        .filter((line) => !line.startsWith("#"))
        .flatMap((line) => line.split(" ").filter(Boolean));
      const symbols = [...new Set(names)].sort().map((name) => {
        const svg = readFileSync(`${icons}/outline/${name}.svg`, "utf8");
        const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
        return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
      });
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
      this.emitFile({ type: "asset", fileName: "mark.svg", source: readFileSync(resolve(here, "src/mark.svg"), "utf8") });
    },
  };
}

export default defineConfig({
  root: here,
  base: "./",
  publicDir: false,
  plugins: [sprite()],
  build: {
    outDir: resolve(here, "../src/vungxanh/console/static/vungxanh"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { eval: false }, // htmx has one; allowEval is off and the CSP forbids it
      input: {
        app: resolve(here, "src/app.js"),
        theme: resolve(here, "src/theme.js"),
        map: resolve(here, "src/map.js"), // loaded by the map's page alone
        "map-worker": resolve(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"),
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name].js",
        assetFileNames: (asset) =>
          /\.woff2?$/.test(asset.names?.[0] ?? "") ? "fonts/[name][extname]" : "[name][extname]",
      },
    },
  },
});
