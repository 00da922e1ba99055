/** Roads as on a paper map: each class with its own width, colour and casing, the greater over the lesser. */

import { colour } from "./palette.js";
import { addChains } from "./paths.js";
import { byZoom } from "./plane.js";

/**
 * By level 1-3 (main road, street, lane): the zoom from which it is worth its ink, the width in pixels of what is
 * driven on, and of the line on either side of it.
 */
const CLASSES = [
  null,
  {
    from: 11,
    width: [[11, 1.1], [13, 2.4], [14, 3.8], [15, 6], [16, 9.5], [17, 14], [18, 22], [20, 60]],
    casing: [[11, 0.3], [13, 0.6], [15, 0.9], [17, 1.2], [20, 1.6]],
  },
  {
    from: 12.5,
    width: [[12.5, 0.6], [14, 1.9], [15, 3.4], [16, 6], [17, 9.5], [18, 15], [20, 40]],
    casing: [[12.5, 0.2], [14, 0.5], [15, 0.8], [17, 1], [20, 1.4]],
  },
  {
    from: 13.75,
    width: [[13.75, 0.5], [15, 1.5], [16, 3], [17, 5.5], [18, 9], [20, 24]],
    casing: [[13.75, 0], [15, 0.4], [16, 0.7], [18, 0.9], [20, 1.2]],
  },
];
const SMALLEST_CASED_PX = 1.2;
const PARAPET = [[12, 0.8], [15, 1.4], [17, 2], [20, 3]];

/** @typedef {Path2D[]} Roads one path a level; the first is of level 1 */

/** @param {import("./streets.js").Street[]} lines */
export function roadsOf(lines) {
  return [1, 2, 3].map((level) => {
    const path = new Path2D();
    for (const line of lines) if (line.level === level) addChains(path, line.chains, { isRing: false });
    return path;
  });
}

/** Casings first and then what lies between them, so that crossings are open. A bridge ends square and has parapets. */
export function* paintRoads(ctx, frame, roads, { isBridge = false } = {}) {
  const visible = [3, 2, 1].filter((level) => frame.zoom >= CLASSES[level].from);
  ctx.lineCap = isBridge ? "butt" : "round";
  for (const level of visible) {
    const width = byZoom(frame.zoom, CLASSES[level].width);
    const casing = byZoom(frame.zoom, isBridge ? PARAPET : CLASSES[level].casing);
    if (width < SMALLEST_CASED_PX && !isBridge) continue;
    stroke(ctx, frame, roads[level - 1], isBridge ? "bridge-edge" : `street-${level}-edge`, width + 2 * casing);
    yield;
  }
  for (const level of visible) {
    stroke(ctx, frame, roads[level - 1], `street-${level}`, byZoom(frame.zoom, CLASSES[level].width));
    yield;
  }
}

function stroke(ctx, frame, path, token, width) {
  ctx.strokeStyle = colour(token);
  ctx.lineWidth = width / frame.scale;
  ctx.stroke(path);
}
