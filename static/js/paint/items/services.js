/** Service points on the map: a badge with the icon of their kind, and close up their name. */

import { colour } from "../palette.js";
import { byZoom, drawInPixels, isInFrame, toPixels } from "../plane.js";
import { fontOf } from "../labels/type.js";
import { pointLabel } from "../labels/division.js";
import { serviceIcon } from "../../items/icons.js";
import { MAIN_SERVICE } from "../../items/states.js";
import { stampService } from "./symbols.js";

export const OTHERS_FROM_ZOOM = 16;
const NAMES_FROM_ZOOM = 17;
const ALL_FROM_ZOOM = 18;

/** @param {import("../plane.js").Plane} plane */
export function createServices(plane) {
  let all = [];
  let shown = [];

  return {
    set(collection) {
      all = collection.features.map(({ id, geometry, properties }) => ({
        ...properties,
        id: properties.id ?? id,
        at: plane.project(...geometry.coordinates),
        lonLat: geometry.coordinates,
        isMain: properties.kind === MAIN_SERVICE,
      })).sort((a, b) => b.isMain - a.isMain); // the first keeps its place where it is crowded
    },
    /** @param {(grid: string | null) => boolean} isHere */
    show(isHere) {
      shown = all.filter(({ grid }) => isHere(grid));
      return shown.length;
    },
    *paint(ctx, frame) {
      drawInPixels(ctx, frame);
      const drawn = [];
      for (const point of shown) {
        if (!isInFrame(frame, ...point.at, 20) || (!point.isMain && frame.zoom < OTHERS_FROM_ZOOM)) continue;
        const pixels = toPixels(frame, ...point.at);
        const r = Math.round(sizeOf(point, frame.zoom)) / 2 + 1;
        if (frame.zoom < ALL_FROM_ZOOM && isCrowded(drawn, pixels, r)) continue;
        drawn.push({ kind: "service_point", id: point.id, at: point.at, lonLat: point.lonLat, pixels, r, point });
      }
      yield;
      for (const { point, pixels, r } of [...drawn].reverse()) {
        stampService(ctx, ...pixels, frame.ratio, { icon: serviceIcon(point.kind), size: 2 * r - 2, isMain: point.isMain });
      }
      yield;
      return drawn;
    },
    /** The kinds there are, the main one first, then by number. */
    kinds() {
      const counts = new Map();
      for (const { kind } of all) counts.set(kind, (counts.get(kind) ?? 0) + (kind === MAIN_SERVICE ? 1e6 : 1));
      return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
    },
    find: (id) => all.find((point) => point.id === id),
  };
}

/** Names beside what `paint` drew. */
export function serviceLabels(drawn, frame) {
  return drawn
    .filter(({ point }) => frame.zoom >= (point.isMain ? NAMES_FROM_ZOOM - 1.5 : NAMES_FROM_ZOOM))
    .map(({ point, pixels, r }) => pointLabel(point.name, pixels, {
      font: fontOf(11.5, 500), size: 11.5, priority: point.isMain ? 55 : 25,
      offsets: [[0, r + 10], [0, -r - 10]],
      fill: colour("service-text"), halo: colour("label-halo"), haloWidth: 3,
    }));
}

function isCrowded(drawn, [x, y], r) {
  return drawn.some((other) => Math.hypot(other.pixels[0] - x, other.pixels[1] - y) < other.r + r);
}

function sizeOf({ isMain }, zoom) {
  return byZoom(zoom, isMain ? [[12, 12], [14, 18], [17, 24]] : [[16, 15], [17, 20]]);
}
