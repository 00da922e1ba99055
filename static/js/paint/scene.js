/** Everything that lies over the ground, in its order, and what was drawn where, so that it can be pointed at. */

import { communityLabels, gridLabels } from "./labels/division.js";
import { paintLabels } from "./labels/paint.js";
import { streetLabels } from "./labels/streets.js";
import { waterLabels } from "./labels/water.js";
import { serviceLabels } from "./items/services.js";

/**
 * What lies `under` the items is painted first: colours of areas, heat.
 * @param {{plane: object, cells: object, items: object, under: object[], streets: import("./streets.js").Street[],
 *   waters: import("./labels/water.js").WaterName[]}} town
 */
export function createScene({ plane, cells, items: { incidents, structures, services }, under, streets, waters }) {
  return {
    /**
     * Paints, and answers with what was drawn where. Streets and waters are named where they are drawn: other base maps
     * bring names of their own.
     * @param {{layers: Record<string, boolean>, selection: {kind: string, id: string} | null,
     *   surface: import("../view/base_map.js").Surface}} view
     */
    *paint(ctx, frame, { layers, selection, surface }) {
      for (const painter of under) yield* painter.paint(ctx, frame);
      if (layers.illegal_structures) yield* structures.paint(ctx, frame);
      const points = layers.service_points ? yield* services.paint(ctx, frame) : [];
      const marks = layers.incidents ? yield* incidents.paint(ctx, frame) : [];
      const symbols = [...points, ...marks];
      if (layers.labels) {
        const candidates = [
          ...(layers.communities || layers.grids ? communityLabels(cells, frame) : []),
          ...(layers.grids ? gridLabels(cells, frame, { selection, unitsOfMetre: plane.unitsOfMetre }) : []),
        ];
        yield;
        if (surface.kind === "built-in") {
          candidates.push(...waterLabels(waters, frame));
          if (layers.streets) candidates.push(...streetLabels(streets, frame));
        }
        candidates.push(...serviceLabels(points, frame));
        yield;
        yield* paintLabels(ctx, frame, candidates, symbols.map(boxOfSymbol));
      }
      return symbols.map(({ kind, id, at, r, lonLat, count }) => ({ kind, id, at, r, lonLat, count }));
    },
  };
}

function boxOfSymbol({ pixels: [x, y], r }) {
  return [x - r, y - r, x + r, y + r];
}
