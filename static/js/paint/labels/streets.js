/** Street names along their streets: candidates for placement. */

import { colour } from "../palette.js";
import { boxesMeet, byZoom, toPixels } from "../plane.js";
import { boxAround } from "./placement.js";
import { layAlong, lengthOf, partsInside } from "./along.js";
import { fontOf, widthOf } from "./type.js";

const FROM_ZOOM = [null, 13.5, 15, 16.25];
const PRIORITY = [null, 40, 30, 20];
const REPEAT_PX = 420;
const TRIES = [0.5, 0.35, 0.65, 0.2, 0.8];

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

function labelsOf(line, part, frame) {
  const size = Math.round(byZoom(frame.zoom, [[14, 10.5], [16, 11.5], [18, 13]]) * 2) / 2 + (line.level === 1 ? 0.5 : 0);
  const font = fontOf(size, line.level === 1 ? 500 : 400);
  const spacing = byZoom(frame.zoom, [[14, 1], [17, 3]]);
  const advances = [...line.name].map((char) => widthOf(char, font) + spacing);
  const length = lengthOf(part);
  const repeats = Math.max(1, Math.floor(length / REPEAT_PX));
  const candidates = [];
  for (let i = 0; i < repeats; i++) {
    const middles = TRIES.map((share) => ((i + share) / repeats) * length);
    const layouts = middles.map((middle) => layAlong(part, line.name, advances, middle)).filter(Boolean);
    if (layouts.length) candidates.push(candidate(line, layouts, { font, size }));
  }
  return candidates;
}

function candidate(line, layouts, { font, size }) {
  return {
    priority: PRIORITY[line.level] + (line.isBridge ? 5 : 0),
    places: layouts.map((glyphs) => glyphs.map(({ x, y }) => boxAround(x, y, size, size, 3))),
    glyphs: layouts,
    style: { font, fill: colour("street-text"), halo: colour("street-halo"), haloWidth: 3 },
  };
}

function pixelsOf(chain, frame) {
  const pixels = new Float64Array(chain.length);
  for (let i = 0; i < chain.length; i += 2) {
    const [x, y] = toPixels(frame, chain[i], chain[i + 1]);
    pixels[i] = x;
    pixels[i + 1] = y;
  }
  return pixels;
}
