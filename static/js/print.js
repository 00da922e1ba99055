/** From a sheet that was asked for to a file: the workers of the map paint it, the worker of paper puts it together. */

import { shownFilters } from "./figures/needs.js";
import { shownLayers } from "./figures/state.js";
import { roundLength } from "./format.js";
import { page } from "./page.js";
import { createCanvas, imageOf } from "./paint/canvas.js";
import { withPalette } from "./paint/palette.js";
import { createFrame, createPlane } from "./paint/plane.js";
import { loadIcons } from "./paint/items/symbols.js";
import { footOf } from "./print/foot.js";
import { legendOf } from "./print/legend.js";
import { layOut, pixelsOf, resolutionOf } from "./print/paper.js";
import { CSS_PX_MM, zoomOf } from "./print/scale.js";
import { scene } from "./scene.js";
import { ground } from "./start.js";
import { lightPalette } from "./ui/theme.js";
import { formats } from "./ui/words.js";
import { surfaceOf } from "./view/base_map.js";
import { startWorker } from "./workers/client.js";

const LONGEST_BAR_MM = 55;
const CSS_DPI = 96;
const PDF_LANGUAGES = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" };

let paper = null; // the worker, once it is needed: it is large

/**
 * @typedef {object} Wish
 * @property {"a4" | "a3"} paper
 * @property {boolean} isWide
 * @property {number} scale
 * @property {number} lon of the middle of the map on the sheet
 * @property {number} lat
 * @property {string} title
 * @property {Record<string, boolean>} layers and `base`, `figures`, `filters` and `selection` of the view
 * @property {string[]} serviceKinds
 */

/** How a sheet is divided, and the box of the map on it: pixels, zoom, and west, south, east, north. */
export function planSheet(wish) {
  const zoom = zoomOf(wish.scale, wish.lat);
  const legend = legendOf({ ...wish, layers: shownLayers(wish), filters: shownFilters(wish), zoom, hasBase: hasBase(wish) });
  const layout = layOut({ ...wish, hasLegend: legend.length > 0 });
  const spec = { lon: wish.lon, lat: wish.lat, zoom, width: layout.map.width / CSS_PX_MM, height: layout.map.height / CSS_PX_MM };
  return { layout, legend, spec, bbox: boxOf(spec) };
}

function boxOf(spec) {
  const plane = createPlane(spec.lon, spec.lat);
  const [west, north, east, south] = createFrame(plane, { ...spec, ratio: 1 }).box;
  return [...plane.unproject(west, south), ...plane.unproject(east, north)];
}

/**
 * Make the file.
 * @param {"png" | "pdf"} kind
 * @param {Wish} wish
 * @param {(step: "painting" | "putting_together") => void} tell
 * @returns {Promise<{blob: Blob, name: string}>}
 */
export async function makeSheet(kind, wish, tell) {
  tell("painting");
  const { layout, legend, spec, bbox } = planSheet(wish);
  const dpi = resolutionOf(layout);
  const palette = lightPalette();
  const [map] = await Promise.all([paintMap({ ...spec, ratio: dpi / CSS_DPI, margin: 0 }, bbox, wish, palette), loadIcons(page.urls.icons)]);
  tell("putting_together");
  const { sections, images } = paintLegend(legend, palette, dpi / CSS_DPI);
  const sheet = {
    layout, dpi, title: wish.title, legend: sections, scale: scaleBar(wish.scale),
    foot: footOf({ ...wish, now: Date.now(), hasBase: hasBase(wish) }), about: aboutOf(wish),
  };
  paper ??= startWorker(new URL("workers/print.js", import.meta.url));
  return { blob: await paper.call(kind, sheet, map, images), name: fileName(wish.scale, kind) };
}

async function paintMap(spec, bbox, view, palette) {
  if (view.layers.buildings) await ground.call("needBuildings", spec.zoom, bbox);
  const shown = { ...view, layers: shownLayers(view), surface: surfaceOnPaper(view.base) };
  const pictures = await Promise.all([ground, scene].map((worker) => worker.call("paintForPaper", spec, shown, palette)));
  return pictures.map(({ image }) => image);
}

/** Tiles of others are not printed: the town's own map takes their place. */
function surfaceOnPaper(base) {
  return surfaceOf(base, false);
}

const hasBase = ({ base }) => surfaceOnPaper(base).kind === "built-in";

/** Rows as data, and their drawings one after the other. */
function paintLegend(legend, palette, ratio) {
  const images = [];
  const rowOf = ({ size, draw, word }) => {
    const canvas = createCanvas(Math.ceil(size * ratio), Math.ceil(size * ratio));
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, (size * ratio) / 2, (size * ratio) / 2);
    draw(ctx, ratio);
    return { word, size_mm: size * CSS_PX_MM, image: images.push(imageOf(canvas)) - 1 };
  };
  const sections = withPalette(palette, () => legend.map(({ title, rows }) => ({ title, rows: rows.map(rowOf) })));
  return { sections, images };
}

/** What a PDF says of itself. */
function aboutOf({ title, scale }) {
  return {
    title, subject: `${page.town.name} ${nameOf(scale)}`, creator: "Wangge", keywords: nameOf(scale),
    language: PDF_LANGUAGES[page.lang] ?? page.lang,
  };
}

function scaleBar(scale) {
  const length_m = roundLength((LONGEST_BAR_MM / 1000) * scale);
  return {
    name: nameOf(scale), bar_mm: (length_m / scale) * 1000,
    marks: ["0", formats.distance(length_m / 2), formats.distance(length_m)],
  };
}

/** Pixels of the file and its resolution, to be told before it is made. */
export function sizeOf(layout) {
  const dpi = resolutionOf(layout);
  return { dpi, width: Math.round(pixelsOf(layout.width, dpi)), height: Math.round(pixelsOf(layout.height, dpi)) };
}

/** A scale as everybody writes it. */
export const nameOf = (scale) => `1:${scale.toLocaleString("en")}`;

function fileName(scale, kind) {
  const town = page.town.name.replace(/[\\/:*?"<>|\s]+/g, "_");
  return `${town}_1-${scale}_${formats.isoDay(Date.now())}.${kind}`;
}
