/** Names that follow a line, again and again along a long one: candidates for placement. */

import { toPixels } from "../plane.js";
import { layAlong, lengthOf } from "./along.js";
import { boxAround } from "./placement.js";

const TRIES = [0.5, 0.35, 0.65, 0.2, 0.8];

/**
 * One candidate for each stretch of so many pixels, each with several places to stand.
 * @param {number[] | Float64Array} part a flat line in pixels
 * @param {string} name
 * @param {number[]} advances the width of each character in pixels
 * @param {{size: number, repeat_px: number, priority: number, style: object}} options
 */
export function candidatesAlong(part, name, advances, { size, repeat_px, priority, style }) {
  const length = lengthOf(part);
  const repeats = Math.max(1, Math.floor(length / repeat_px));
  const candidates = [];
  for (let i = 0; i < repeats; i++) {
    const middles = TRIES.map((share) => ((i + share) / repeats) * length);
    const layouts = middles.map((middle) => layAlong(part, name, advances, middle)).filter(Boolean);
    if (!layouts.length) continue;
    const places = layouts.map((glyphs) => glyphs.map(({ x, y }) => boxAround(x, y, size, size, 3)));
    candidates.push({ priority, places, glyphs: layouts, style });
  }
  return candidates;
}

/** A flat line of the plane in pixels of the picture. */
export function pixelsOf(chain, frame) {
  const pixels = new Float64Array(chain.length);
  for (let i = 0; i < chain.length; i += 2) pixels.set(toPixels(frame, chain[i], chain[i + 1]), i);
  return pixels;
}
