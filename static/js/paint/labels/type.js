/** Measuring and drawing text with a halo on a canvas. */

import { createCanvas } from "../canvas.js";

const FAMILY =
  '-apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const widths = new Map();
const measuring = createCanvas(1, 1).getContext("2d");

/** The CSS font of a size in pixels. */
export function fontOf(size, weight = 400) {
  return `${weight} ${size}px ${FAMILY}`;
}

/** The width of a text in pixels, remembered. */
export function widthOf(text, font) {
  const key = `${font}\n${text}`;
  if (!widths.has(key)) {
    measuring.font = font;
    widths.set(key, measuring.measureText(text).width);
  }
  return widths.get(key);
}

/** Text about a middle, with its halo. */
export function drawText(ctx, text, x, y, { font, fill, halo, haloWidth = 3, angle = 0 }) {
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  if (angle) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    paint(ctx, text, 0, 0, { fill, halo, haloWidth });
    ctx.restore();
  } else {
    paint(ctx, text, x, y, { fill, halo, haloWidth });
  }
}

function paint(ctx, text, x, y, { fill, halo, haloWidth }) {
  if (halo) {
    ctx.strokeStyle = halo;
    ctx.lineWidth = haloWidth;
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = fill;
  ctx.fillText(text, x, y);
}
