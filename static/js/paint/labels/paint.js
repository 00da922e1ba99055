/** Places all labels of a picture and draws them, the most important on top. */

import { drawInPixels } from "../plane.js";
import { placeLabels } from "./placement.js";
import { drawText } from "./type.js";

const LABELS_A_STEP = 12;

/**
 * @param {object[]} candidates from the modules beside this one
 * @param {import("./placement.js").Box[]} obstacles symbols that no label may cover
 */
export function* paintLabels(ctx, frame, candidates, obstacles) {
  const placed = placeLabels(candidates, obstacles);
  yield;
  drawInPixels(ctx, frame);
  for (const [i, { candidate, place }] of placed.reverse().entries()) {
    if (candidate.glyphs) drawGlyphs(ctx, candidate.glyphs[place], candidate.style);
    else drawText(ctx, candidate.text, ...candidate.at[place], candidate.style);
    if (i % LABELS_A_STEP === 0) yield;
  }
}

/** Halos first, so that no glyph's halo eats its neighbour. */
function drawGlyphs(ctx, glyphs, { font, fill, halo, haloWidth }) {
  for (const { char, x, y, angle } of glyphs) drawText(ctx, char, x, y, { font, fill: "transparent", halo, haloWidth, angle });
  for (const { char, x, y, angle } of glyphs) drawText(ctx, char, x, y, { font, fill, halo: null, angle });
}
