// Puts the modules and styles of static/ together into static/built, so that a phone on a slow link asks a few times
// instead of a hundred. The modules themselves are what is written, read and tested (`node --test`).
//
// The page: what the first view needs (main.js), each part that `import()` brings later, and what two of those
// need. A worker is one file, whole, and so is a page without a map. Every part lies in js/, where main.js lies: a module that makes a URL from
// its own address must lie there too.
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { rolldown } from "rolldown";

const STATIC = fileURLToPath(new URL("../static/", import.meta.url));
const BUILT = `${STATIC}built/`;
const PAGES = ["main"];
const WHOLE = ["first_steps", "workers/ground", "workers/print", "workers/scene", "workers/tiles"];
const STYLES = ["map", "first_steps"];
const BROWSERS = ["chrome87", "safari15"]; // the oldest that are looked after; what they lack besides syntax is in tests/js/old_browsers.test.js
// A map in one file: the same page, but for what stands for the server and for the workers.
const IN_ONE_FILE = { [`${STATIC}js/reach.js`]: `${STATIC}js/exported/reach.js`, [`${STATIC}js/workers/client.js`]: `${STATIC}js/exported/client.js` };

await rm(BUILT, { recursive: true, force: true });
await Promise.all([
  bundle(PAGES.map((name) => `${STATIC}js/${name}.js`), { dir: `${BUILT}js` }),
  ...WHOLE.map((name) => bundle([`${STATIC}js/${name}.js`], { file: `${BUILT}js/${name}.js`, codeSplitting: false })),
  bundle([`${STATIC}js/main.js`], { file: `${BUILT}exported/map.js`, codeSplitting: false, sourcemap: false }, [standIns(IN_ONE_FILE)]),
  build({ entryPoints: STYLES.map((name) => `${STATIC}css/${name}.css`), outdir: `${BUILT}css`, bundle: true, minify: true, target: BROWSERS, sourcemap: true, logLevel: "warning", external: ["images/*"] }),
]);

async function bundle(input, output, plugins = []) {
  const bundled = await rolldown({ input, plugins, transform: { target: BROWSERS }, onLog: complain });
  await bundled.write({ format: "esm", minify: true, sourcemap: true, chunkFileNames: "[name].js", ...output });
  await bundled.close();
}

/** Other modules in the place of some, for all that import these but the stand-ins themselves. */
function standIns(others) {
  return {
    name: "stand-ins",
    async resolveId(source, importer) {
      if (!importer || Object.values(others).includes(importer)) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return others[found?.id] ?? null;
    },
  };
}

/** A warning is an error: a part that cannot be split off, or a name that nothing exports, is a mistake of ours. */
function complain(level, log, handle) {
  if (level === "warn") throw new Error(log.message);
  handle(level, log);
}
