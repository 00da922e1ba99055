/** Symbols of items, drawn once each on a small canvas and stamped from then on. */

import { getText } from "../../fetch.js";
import { createCanvas } from "../canvas.js";
import { colour, onPaletteChange } from "../palette.js";
import { roundedBox } from "../rounded.js";

const stamps = new Map();
let icons = new Map();
onPaletteChange(() => stamps.clear());

/** Read the sprite, so that its icons can be drawn on a canvas: one path a symbol. */
export async function loadIcons(url) {
  const sprite = await getText(url);
  icons = new Map([...sprite.matchAll(/<symbol id="([^"]+)"[^>]*><path d="([^"]+)"/g)].map(([, name, d]) => [name, d]));
  stamps.clear();
}

/**
 * Stamp an incident's symbol about a point.
 * @param {{group: {key: string, shape: string}, icon: string | null, isOverdue: boolean, size: number}} look
 */
export function stampIncident(ctx, x, y, ratio, look) {
  const { group, icon, isOverdue, size } = look;
  const key = `incident ${group.key} ${icon} ${isOverdue} ${size} ${ratio}`;
  stamp(ctx, x, y, ratio, key, size + 10, (small) => {
    drawShape(small, group.shape, size / 2, colour(`state-${group.key}`));
    if (icon && size >= 18) drawIcon(small, icon, size * 0.55, colour("symbol-ink"), group.shape === "triangle" ? size * 0.1 : 0);
    if (isOverdue) drawOverdue(small, size);
  });
}

/** Stamp a service point's badge. */
export function stampService(ctx, x, y, ratio, { icon, size, isMain }) {
  stamp(ctx, x, y, ratio, `service ${icon} ${size} ${isMain} ${ratio}`, size + 8, (small) => {
    small.shadowColor = colour("shadow");
    small.shadowBlur = 3 * ratio;
    small.shadowOffsetY = ratio;
    roundSquare(small, size / 2, size * 0.28);
    small.fillStyle = colour(isMain ? "service" : "badge");
    small.fill();
    small.shadowColor = "transparent";
    small.strokeStyle = colour(isMain ? "badge" : "service");
    small.lineWidth = isMain ? 1.5 : 1;
    small.stroke();
    if (size >= 14) drawIcon(small, icon, size * 0.62, colour(isMain ? "badge" : "service"));
  });
}

/** Draw the shape of a state about the origin. */
export function drawShape(ctx, shape, r, fill) {
  ctx.lineJoin = "round";
  SHAPES[shape](ctx, r);
  if (shape === "ring") {
    ctx.fillStyle = colour("badge");
    ctx.fill();
    ctx.strokeStyle = fill;
    ctx.lineWidth = Math.max(1.6, r * 0.28);
    ctx.stroke();
    return;
  }
  ctx.fillStyle = fill;
  ctx.strokeStyle = colour("symbol-edge");
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.fill();
}

const SHAPES = {
  circle: (ctx, r) => circle(ctx, r),
  ring: (ctx, r) => circle(ctx, r * 0.8),
  dot: (ctx, r) => circle(ctx, r * 0.55),
  square: (ctx, r) => roundSquare(ctx, r * 0.9, r * 0.3),
  diamond: (ctx, r) => polygon(ctx, [[0, -r * 1.2], [r * 1.2, 0], [0, r * 1.2], [-r * 1.2, 0]]),
  triangle: (ctx, r) => polygon(ctx, [[0, -r * 1.15], [r * 1.2, r * 0.9], [-r * 1.2, r * 0.9]]),
};

function circle(ctx, r) {
  ctx.beginPath();
  ctx.arc(0, 0, r, 0, 2 * Math.PI);
}

function roundSquare(ctx, half, corner) {
  roundedBox(ctx, -half, -half, 2 * half, 2 * half, corner);
}

function polygon(ctx, points) {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
}

function drawIcon(ctx, name, size, ink, dy = 0) {
  const d = icons.get(name);
  if (!d) return;
  ctx.save();
  ctx.translate(-size / 2, -size / 2 + dy);
  ctx.scale(size / 24, size / 24);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 2.4;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.stroke(new Path2D(d));
  ctx.restore();
}

/** Overdue: a red flag of its own at the upper right, with a bar in it. */
function drawOverdue(ctx, size) {
  const r = Math.max(3.2, size * 0.2);
  ctx.save();
  ctx.translate(size * 0.42, -size * 0.42);
  circle(ctx, r);
  ctx.fillStyle = colour("overdue");
  ctx.strokeStyle = colour("symbol-edge");
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.fill();
  ctx.fillStyle = colour("symbol-ink");
  ctx.fillRect(-0.7, -r * 0.6, 1.4, r * 0.7);
  ctx.fillRect(-0.7, r * 0.35, 1.4, 1.4);
  ctx.restore();
}

function stamp(ctx, x, y, ratio, key, size, draw) {
  if (!stamps.has(key)) stamps.set(key, stampOf(size, ratio, draw));
  ctx.drawImage(stamps.get(key), x - size / 2, y - size / 2, size, size);
}

function stampOf(size, ratio, draw) {
  const canvas = createCanvas(Math.ceil(size * ratio), Math.ceil(size * ratio));
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  ctx.translate(size / 2, size / 2);
  draw(ctx);
  return canvas;
}
