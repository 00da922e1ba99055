// Puts the modules and styles of static/ together into static/built: one file for the page, one for each worker, one of
// styles, so that a phone on a slow link asks a few times instead of a hundred. The modules themselves are what is
// written, read and tested (`node --test`).
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const STATIC = fileURLToPath(new URL("../static/", import.meta.url));
const BUILT = `${STATIC}built/`;
const ENTRIES = ["js/main.js", "js/workers/ground.js", "js/workers/scene.js", "css/map.css"];

await rm(BUILT, { recursive: true, force: true });
await build({
  entryPoints: ENTRIES.map((name) => STATIC + name),
  outbase: STATIC,
  outdir: BUILT,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  sourcemap: true,
  logLevel: "warning",
  logOverride: { "commonjs-variable-in-esm": "silent" }, // supercluster asks whether it is in Node
});
