/** What is selected, pointed at, and where I am: a light canvas on top, painted anew without the rest. */

import { colour } from "./palette.js";
import { byZoom, drawInPixels, drawInPlane, toPixels } from "./frame.js";
import { addChains } from "./paths.js";

/**
 * @typedef {object} Focus
 * @property {Path2D | null} area selected
 * @property {[number, number] | null} point selected, in the plane
 * @property {Path2D | null} hovered
 * @property {{at: [number, number], accuracy_m: number} | null} me
 */

/** @param {() => Focus} focus */
export function createFocusPainter(plane, focus) {
  return function* paint(ctx, frame) {
    const { area, point, hovered, me } = focus();
    drawInPlane(ctx, frame);
    ctx.lineJoin = "round";
    if (hovered) {
      ctx.fillStyle = colour("hover");
      ctx.fill(hovered);
    }
    if (area) drawArea(ctx, frame, area);
    drawInPixels(ctx, frame);
    if (me) drawMe(ctx, frame, me, plane.unitsOfMetre);
    if (point) drawRing(ctx, ...toPixels(frame, ...point));
    yield;
  };
}

/** The path of a structure's footprint, or null when only a point of it is known. */
export function footprintOf({ rings }) {
  return rings.length ? addChains(new Path2D(), rings, { isRing: true }) : null;
}

function drawArea(ctx, frame, area) {
  const width = byZoom(frame.zoom, [[12, 2], [15, 3], [18, 4]]);
  ctx.fillStyle = colour("selected-fill");
  ctx.fill(area);
  for (const [token, extra] of [["selected-halo", 3], ["selected", 0]]) {
    ctx.strokeStyle = colour(token);
    ctx.lineWidth = (width + extra) / frame.scale;
    ctx.stroke(area);
  }
}

function drawRing(ctx, x, y) {
  for (const [token, width] of [["selected-halo", 6], ["selected", 3]]) {
    ctx.beginPath();
    ctx.arc(x, y, 17, 0, 2 * Math.PI);
    ctx.strokeStyle = colour(token);
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

function drawMe(ctx, frame, { at, accuracy_m }, unitsOfMetre) {
  const [x, y] = toPixels(frame, ...at);
  disc(ctx, x, y, accuracy_m * unitsOfMetre * frame.scale, "me-accuracy");
  disc(ctx, x, y, 10, "symbol-edge");
  disc(ctx, x, y, 7, "me");
}

function disc(ctx, x, y, r, token) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = colour(token);
  ctx.fill();
}
