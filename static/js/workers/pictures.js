/** Pictures for the screen, one at a time: a newer one of the same kind puts an end to the older. And pictures for paper. */

import { createCanvas, imageOf } from "../paint/canvas.js";
import { withPalette } from "../paint/palette.js";
import { createFrame } from "../paint/plane.js";
import { paintInSlices } from "../paint/slices.js";

/**
 * @typedef {{lon: number, lat: number, zoom: number, width: number, height: number, ratio: number, margin: number}} Spec
 *
 * @param {() => import("../paint/plane.js").Plane} plane
 * @returns {(spec: Spec, paint: (ctx: OffscreenCanvasRenderingContext2D, frame: import("../paint/plane.js").Frame) => Generator) => Promise<{image: ImageBitmap} | null>}
 */
export function createPictures(plane) {
  let job = null;
  return async (spec, paint) => {
    job?.abort();
    job = new AbortController();
    const { signal } = job;
    const canvas = createCanvas(Math.round(spec.width * spec.ratio), Math.round(spec.height * spec.ratio));
    const isWhole = await paintInSlices(paint(canvas.getContext("2d"), createFrame(plane(), spec)), signal);
    return isWhole ? { image: imageOf(canvas) } : null;
  };
}

/**
 * A picture for paper: in colours of its own, and in one go, so that no picture of the screen comes in between.
 * @param {import("../paint/plane.js").Plane} plane
 * @param {Spec} spec
 * @param {Record<string, string>} palette
 * @param {(ctx: OffscreenCanvasRenderingContext2D, frame: import("../paint/plane.js").Frame) => Generator} paint
 */
export function pictureForPaper(plane, spec, palette, paint) {
  const canvas = createCanvas(Math.round(spec.width * spec.ratio), Math.round(spec.height * spec.ratio));
  withPalette(palette, () => Array.from(paint(canvas.getContext("2d"), createFrame(plane, spec))));
  return { image: imageOf(canvas) };
}
