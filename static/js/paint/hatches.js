/** Patterns of lines and dots that tell areas apart without colour. */

import { createCanvas } from "./canvas.js";
import { onPaletteChange } from "./palette.js";

const HATCH_PX = 6;

const patterns = new Map();
onPaletteChange(() => patterns.clear());

/** @param {string} hatch one of HATCHES; others have no pattern */
export function patternOf(ctx, hatch, ink, ratio) {
  if (!(hatch in HATCHES)) return null;
  const key = `${hatch} ${ink} ${ratio}`;
  if (!patterns.has(key)) {
    const canvas = createCanvas(HATCH_PX * ratio, HATCH_PX * ratio);
    const small = canvas.getContext("2d");
    small.scale(ratio, ratio);
    small.strokeStyle = small.fillStyle = ink;
    small.lineWidth = 1.2;
    HATCHES[hatch](small);
    patterns.set(key, ctx.createPattern(canvas, "repeat"));
  }
  return patterns.get(key);
}

const HATCHES = {
  dots: (ctx) => {
    ctx.fillRect(1, 1, 1.5, 1.5);
    ctx.fillRect(4, 4, 1.5, 1.5);
  },
  lines: (ctx) => diagonal(ctx, 1),
  cross: (ctx) => {
    diagonal(ctx, 1);
    diagonal(ctx, -1);
  },
};

function diagonal(ctx, way) {
  const s = HATCH_PX;
  ctx.beginPath();
  for (const shift of [-s, 0, s]) {
    ctx.moveTo(shift, way > 0 ? s : 0);
    ctx.lineTo(shift + s, way > 0 ? 0 : s);
  }
  ctx.stroke();
}
