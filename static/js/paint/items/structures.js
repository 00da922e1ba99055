/** Illegal structures on the map: small squares far off, footprints with the hatch of their state close up. */

import { patternOf } from "../hatches.js";
import { colour } from "../palette.js";
import { addChains, boxOf, chainsOf, isInside } from "../paths.js";
import { byZoom, drawInPixels, drawInPlane, isInFrame, toPixels } from "../plane.js";
import { STRUCTURE_STATES } from "../../items/states.js";

export const FOOTPRINTS_FROM_ZOOM = 16;

/** @param {import("../plane.js").Plane} plane */
export function createStructures(plane) {
  let all = [];
  let shown = [];
  let byState = [];

  return {
    set(collection) {
      all = collection.features.map((feature) => structureOf(feature, plane));
    },
    /**
     * @param {string[]} states
     * @param {(grid: string | null) => boolean} isHere
     */
    show(states, isHere) {
      shown = all.filter(({ state, grid }) => states.includes(state) && isHere(grid));
      byState = STRUCTURE_STATES.map((state) => {
        const path = new Path2D();
        const those = shown.filter((structure) => structure.state === state.key);
        for (const { rings } of those) addChains(path, rings, { isRing: true });
        return { state, path, those };
      });
      return shown.length;
    },
    *paint(ctx, frame) {
      for (const { state, path, those } of byState) {
        if (frame.zoom >= FOOTPRINTS_FROM_ZOOM) {
          drawInPlane(ctx, frame);
          drawFootprints(ctx, frame, state, path);
        }
        drawInPixels(ctx, frame);
        for (const { at, rings } of those) {
          if (frame.zoom >= FOOTPRINTS_FROM_ZOOM && rings.length) continue;
          if (isInFrame(frame, ...at, 10)) drawSquare(ctx, ...toPixels(frame, ...at), state, squareSize(frame.zoom));
        }
        yield;
      }
    },
    /** The structure at a point of the plane. */
    at(x, y, frame) {
      const reach = (squareSize(frame.zoom) / 2 + 3) / frame.scale;
      const isHit = ({ at, rings }) => {
        if (frame.zoom >= FOOTPRINTS_FROM_ZOOM && rings.length) return isInside(rings, x, y);
        return Math.abs(at[0] - x) <= reach && Math.abs(at[1] - y) <= reach;
      };
      return shown.filter(isHit);
    },
    find: (id) => all.find((structure) => structure.id === id),
  };
}

/** Draw a state about the origin as it looks close up, for the legend. */
export function drawSwatch(ctx, { key, hatch, isStanding }, size, ratio) {
  const ink = colour(`built-${key}`);
  ctx.beginPath();
  ctx.rect(-size / 2, -size / 2, size, size);
  ctx.fillStyle = colour(isStanding ? "built-ground" : "built-gone");
  ctx.fill();
  const pattern = patternOf(ctx, hatch, ink, ratio);
  if (pattern) {
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    ctx.fillStyle = pattern;
    ctx.fill();
  }
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.5;
  ctx.setLineDash(key === "found" ? [3, 2] : []);
  ctx.stroke();
  if (hatch === "crossed-out") strikeOut(ctx, 0, 0, size / 2);
}

/** Far off a state is a small square. */
export function drawSquare(ctx, x, y, { key, isStanding, hatch }, size) {
  const half = size / 2;
  ctx.fillStyle = colour(`built-${key}`);
  ctx.strokeStyle = colour(isStanding ? "symbol-edge" : `built-${key}`);
  ctx.lineWidth = 1;
  if (isStanding) {
    ctx.strokeRect(x - half, y - half, size, size);
    ctx.fillRect(x - half, y - half, size, size);
    return;
  }
  ctx.strokeRect(x - half, y - half, size, size);
  if (hatch === "crossed-out") strikeOut(ctx, x, y, half);
}

function strikeOut(ctx, x, y, half) {
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x - half, y - half);
  ctx.lineTo(x + half, y + half);
  ctx.moveTo(x + half, y - half);
  ctx.lineTo(x - half, y + half);
  ctx.stroke();
}

function squareSize(zoom) {
  return byZoom(zoom, [[12, 3], [14, 4.5], [16, 7], [18, 10]]);
}

function structureOf({ id, geometry, properties }, plane) {
  const rings = chainsOf(geometry, plane);
  const [west, north, east, south] = boxOf(rings);
  const at = rings.length ? [(west + east) / 2, (north + south) / 2] : plane.project(...geometry.coordinates);
  return { id: properties.id ?? id, state: properties.state, grid: properties.grid, rings, at };
}

function drawFootprints(ctx, frame, { key, hatch, isStanding }, path) {
  const ink = colour(`built-${key}`);
  ctx.fillStyle = colour(isStanding ? "built-ground" : "built-gone");
  ctx.fill(path, "evenodd");
  const pattern = patternOf(ctx, hatch, ink, frame.ratio);
  if (pattern) {
    pattern.setTransform(new DOMMatrix().scale(1 / (frame.scale * frame.ratio)));
    ctx.fillStyle = pattern;
    ctx.fill(path, "evenodd");
  }
  ctx.strokeStyle = ink;
  ctx.lineWidth = byZoom(frame.zoom, [[16, 1.2], [18, 2]]) / frame.scale;
  ctx.setLineDash(key === "found" ? [4 / frame.scale, 3 / frame.scale] : []);
  ctx.lineCap = "butt";
  ctx.stroke(path);
  ctx.setLineDash([]);
}
