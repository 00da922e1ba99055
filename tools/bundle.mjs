// Puts the modules and styles of static/ together into static/built, so that a phone on a slow link asks a few times
// instead of a hundred. The modules themselves are what is written, read and tested (`node --test`).
//
// The page: what the first view needs (main.js), each part that `import()` brings later, and what two of those
// need. A worker is one file, whole. Every part lies in js/, where main.js lies: a module that makes a URL from
// its own address must lie there too.
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { rolldown } from "rolldown";

const STATIC = fileURLToPath(new URL("../static/", import.meta.url));
const BUILT = `${STATIC}built/`;
const PAGES = ["main"];
const WORKERS = ["ground", "print", "scene", "tiles"];
const STYLES = ["map"];

await rm(BUILT, { recursive: true, force: true });
await Promise.all([
  bundle(PAGES.map((name) => `${STATIC}js/${name}.js`), { dir: `${BUILT}js` }),
  ...WORKERS.map((name) => bundle([`${STATIC}js/workers/${name}.js`], { dir: `${BUILT}js/workers`, codeSplitting: false })),
  build({ entryPoints: STYLES.map((name) => `${STATIC}css/${name}.css`), outdir: `${BUILT}css`, bundle: true, minify: true, sourcemap: true, logLevel: "warning", external: ["images/*"] }),
]);

async function bundle(input, output) {
  const bundled = await rolldown({ input, transform: { target: "es2022" }, onLog: complain });
  await bundled.write({ ...output, format: "esm", minify: true, sourcemap: true, chunkFileNames: "[name].js" });
  await bundled.close();
}

/** A warning is an error: a part that cannot be split off, or a name that nothing exports, is a mistake of ours. */
function complain(level, log, handle) {
  if (level === "warn") throw new Error(log.message);
  handle(level, log);
}
