/** Street names along their streets: candidates for placement. */

import { colour } from "../palette.js";
import { boxesMeet, byZoom } from "../plane.js";
import { partsInside } from "./along.js";
import { candidatesAlong, pixelsOf } from "./lines.js";
import { fontOf, widthOf } from "./type.js";

const FROM_ZOOM = [null, 13.5, 15, 16.25];
const PRIORITY = [null, 40, 30, 20];
const REPEAT_PX = 420;

/** @param {import("../streets.js").Street[]} lines */
export function streetLabels(lines, frame) {
  const candidates = [];
  const visible = [-40, -40, frame.width + 40, frame.height + 40];
  for (const line of lines) {
    if (!line.name || frame.zoom < FROM_ZOOM[line.level] || !boxesMeet(line.box, frame.box)) continue;
    for (const chain of line.chains) {
      for (const part of partsInside(pixelsOf(chain, frame), visible)) {
        candidates.push(...labelsOf(line, part, frame));
      }
    }
  }
  return candidates;
}

function labelsOf({ name, level, isBridge }, part, frame) {
  const size = Math.round(byZoom(frame.zoom, [[14, 10.5], [16, 11.5], [18, 13]]) * 2) / 2 + (level === 1 ? 0.5 : 0);
  const font = fontOf(size, level === 1 ? 500 : 400);
  const spacing = byZoom(frame.zoom, [[14, 1], [17, 3]]);
  const advances = [...name].map((char) => widthOf(char, font) + spacing);
  const style = { font, fill: colour("street-text"), halo: colour("street-halo"), haloWidth: 3 };
  return candidatesAlong(part, name, advances, { size, repeat_px: REPEAT_PX, priority: PRIORITY[level] + (isBridge ? 5 : 0), style });
}
