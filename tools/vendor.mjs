// Puts what the pages use of node_modules into static/vendor: these three lists are all of it.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const MODULES = new URL("../node_modules/", import.meta.url);
const VENDOR = new URL("../static/vendor/", import.meta.url);
const FAVICON = new URL("../static/icons/favicon.svg", import.meta.url);

const FILES = ["leaflet/dist/leaflet.js", "leaflet/dist/leaflet.css"];

/** Name → module: each becomes one ES module with all it imports, for our modules, the bundler and `node --test` alike. */
const LIBRARIES = {
  jspdf: "jspdf/dist/jspdf.es.min.js",
  orient2d: "robust-predicates/esm/orient2d.js",
  pbf: "pbf/index.js",
  "vector-tile": "@mapbox/vector-tile/index.js",
};

/** What jspdf would fetch to turn HTML and SVG into PDF, which we never ask of it. */
const LEFT_OUT = ["html2canvas", "dompurify", "canvg"];
const withoutThem = {
  name: "left-out",
  resolveId: (id) => (LEFT_OUT.includes(id) ? `\0${id}` : null),
  load: (id) => (id.startsWith("\0") && LEFT_OUT.includes(id.slice(1)) ? "export default null;" : null),
};

const ICONS = [
  // the page
  "calendar-days", "chart-no-axes-column", "chevron-left", "chevron-right", "check", "circle-alert", "clock-alert", "copy", "download", "file-image",
  "file-text", "funnel", "house", "inbox", "languages", "layers", "list", "locate", "locate-fixed", "map-pin", "minus", "move", "navigation", "pause",
  "phone", "play", "plus", "rotate-cw", "route", "share-2", "user-round", "waypoints",
  "book-open", "printer",
  "wifi-off", "x",
  // service points
  "building-2", "coffee", "fire-extinguisher", "flag", "gift", "hand-heart", "landmark", "plug-zap", "shield", "stethoscope", "store",
  "toilet", "utensils", "wheat",
  // kinds of incident
  "hard-hat", "lamp", "megaphone", "message-circle", "scale", "shield-alert", "siren", "tag", "traffic-cone", "trash-2",
];

async function library(name, module) {
  const bundled = await rolldown({ input: fileURLToPath(new URL(module, MODULES)), plugins: [withoutThem] });
  await bundled.write({ file: fileURLToPath(new URL(`${name}.js`, VENDOR)), format: "esm", minify: true, codeSplitting: false });
  await bundled.close();
}

function sprite(symbols) {
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

/** Our own mark, so that the page need not ask for one file more. */
async function mark() {
  return (await readFile(FAVICON, "utf8")).match(/<symbol id="mark".*?<\/symbol>/s)[0];
}

/** One path an icon, so that a canvas can draw it too. */
async function symbol(name) {
  const svg = await readFile(new URL(`lucide-static/icons/${name}.svg`, MODULES), "utf8");
  const shapes = [...svg.matchAll(/<(path|circle|ellipse|rect|line|polyline|polygon)\s([^>]*?)\/>/g)];
  const d = shapes.map(([, tag, attributes]) => OUTLINES[tag](attributesOf(attributes))).join("");
  return `<symbol id="${name}" viewBox="0 0 24 24"><path d="${d}"/></symbol>`;
}

function attributesOf(text) {
  const pairs = [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return Object.fromEntries(pairs);
}

const OUTLINES = {
  path: ({ d }) => beginning(d),
  circle: ({ cx, cy, r }) => ellipse(+cx, +cy, +r, +r),
  ellipse: ({ cx, cy, rx, ry }) => ellipse(+cx, +cy, +rx, +ry),
  rect: ({ x = 0, y = 0, width, height, rx, ry }) =>
    rectangle(+x, +y, +width, +height, +(rx ?? ry ?? 0)),
  line: ({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`,
  polyline: ({ points }) => `M${points.trim()}`,
  polygon: ({ points }) => `M${points.trim()}z`,
};

/** A path of its own begins at an absolute point even where it says "m"; behind another one it must say "M". */
function beginning(d) {
  const [, x, y, rest] = d.match(/^[Mm]\s*(-?[\d.]+)[\s,]*(-?(?:\d+\.?\d*|\.\d+))(.*)$/s);
  const isLine = /^[\s,]*[-.\d]/.test(rest);
  return `M${x} ${y}${isLine ? (d[0] === "m" ? "l" : "L") : ""}${rest}`;
}

function ellipse(cx, cy, rx, ry) {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}

function rectangle(x, y, width, height, r) {
  const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`
  );
}

await rm(VENDOR, { recursive: true, force: true });
await mkdir(VENDOR, { recursive: true });
await Promise.all(FILES.map((file) => copyFile(new URL(file, MODULES), new URL(file.split("/").at(-1), VENDOR))));
await Promise.all(Object.entries(LIBRARIES).map(([name, module]) => library(name, module)));
await writeFile(new URL("icons.svg", VENDOR), sprite(await Promise.all([mark(), ...ICONS.map(symbol)])));
