// Copies what the pages use out of node_modules into static/vendor: these two lists are all of it.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const MODULES = new URL("../node_modules/", import.meta.url);
const VENDOR = new URL("../static/vendor/", import.meta.url);

const FILES = [
  "leaflet/dist/leaflet.js", "leaflet/dist/leaflet.css", "supercluster/dist/supercluster.min.js",
  "robust-predicates/umd/orient2d.min.js",
];

const ICONS = [
  // the page
  "chevron-right", "circle-alert", "clock-alert", "funnel", "house", "inbox", "languages", "layers", "list", "locate",
  "locate-fixed", "map-pin", "minus", "navigation", "phone", "plus", "rotate-cw", "route", "user-round", "waypoints",
  "wifi-off", "x",
  // service points
  "building-2", "coffee", "fire-extinguisher", "flag", "gift", "hand-heart", "landmark", "plug-zap", "shield", "stethoscope", "store",
  "toilet", "utensils", "wheat",
  // kinds of incident
  "hard-hat", "lamp", "megaphone", "message-circle", "scale", "shield-alert", "siren", "tag", "traffic-cone", "trash-2",
];

function sprite(symbols) {
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
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
await writeFile(new URL("icons.svg", VENDOR), sprite(await Promise.all(ICONS.map(symbol))));
