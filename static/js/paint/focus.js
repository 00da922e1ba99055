/** What is selected, pointed at, and where I am: a light picture on top, painted anew without the rest. */

import { colour } from "./palette.js";
import { addChains } from "./paths.js";
import { byZoom, drawInPixels, drawInPlane, toPixels } from "./plane.js";

const RING_PX = 17;

/** @param {{plane: object, cells: object, items: object, division: object}} town */
export function createFocus({ plane, cells, items, division }) {
  return {
    /**
     * `at` is where the selection lies when it is not among what is drawn.
     * @param {{selection: object | null, at: [number, number] | null, hovered: object | null, me: {lon: number, lat: number, accuracy_m: number} | null}} view
     */
    *paint(ctx, frame, { selection, at, hovered, me }) {
      drawInPlane(ctx, frame);
      ctx.lineJoin = "round";
      const lit = hovered && areaOf(hovered);
      if (lit) {
        ctx.fillStyle = colour("hover");
        ctx.fill(lit.fill);
      }
      const area = selection && areaOf(selection);
      if (area) drawArea(ctx, frame, area);
      drawInPixels(ctx, frame);
      if (me) drawMe(ctx, frame, plane, me);
      const point = selection && (pointOf(selection) ?? (at && !area ? plane.project(...at) : null));
      if (point) drawRing(ctx, ...toPixels(frame, ...point));
      yield;
    },
    /** Where a selection lies in the plane, or null. */
    placeOf: (selection) => pointOf(selection) ?? areaOf(selection)?.label ?? null,
  };

  function areaOf({ kind, id }) {
    if (kind === "grid") return areaOfGrid(cells.grid(id));
    if (kind === "community") return areaOfCommunity(cells.community(id));
    const structure = kind === "illegal_structure" ? items.structures.find(Number(id)) : null;
    if (!structure?.rings.length) return null;
    const path = addChains(new Path2D(), structure.rings, { isRing: true });
    return { fill: path, outline: path, label: structure.at };
  }

  function areaOfGrid(grid) {
    return grid ? { fill: grid.path, outline: grid.path, label: grid.label } : null;
  }

  function areaOfCommunity(community) {
    if (!community) return null;
    return { fill: community.path, outline: division.outline(cells.placeOf(community.code)), label: community.label };
  }

  function pointOf({ kind, id }) {
    switch (kind) {
      case "incident":
        return items.incidents.placeOf(Number(id));
      case "illegal_structure":
        return items.structures.find(Number(id))?.at ?? null;
      case "service_point":
        return items.services.find(Number(id))?.at ?? null;
      case "place":
        return plane.project(...id.split(",").map(Number));
      default:
        return null;
    }
  }
}

function drawArea(ctx, frame, { fill, outline }) {
  const width = byZoom(frame.zoom, [[12, 2], [15, 3], [18, 4]]);
  ctx.fillStyle = colour("selected-fill");
  ctx.fill(fill);
  for (const [token, extra] of [["selected-halo", 3], ["selected", 0]]) {
    ctx.strokeStyle = colour(token);
    ctx.lineWidth = (width + extra) / frame.scale;
    ctx.stroke(outline);
  }
}

function drawRing(ctx, x, y) {
  for (const [token, width] of [["selected-halo", 6], ["selected", 3]]) {
    ctx.beginPath();
    ctx.arc(x, y, RING_PX, 0, 2 * Math.PI);
    ctx.strokeStyle = colour(token);
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

function drawMe(ctx, frame, plane, { lon, lat, accuracy_m }) {
  const [x, y] = toPixels(frame, ...plane.project(lon, lat));
  disc(ctx, x, y, accuracy_m * plane.unitsOfMetre * frame.scale, "me-accuracy");
  disc(ctx, x, y, 10, "symbol-edge");
  disc(ctx, x, y, 7, "me");
}

function disc(ctx, x, y, r, token) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = colour(token);
  ctx.fill();
}
