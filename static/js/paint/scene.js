/** Everything that lies over the base map, in its order, and what was drawn where, so that it can be pointed at. */

import { communityLabels, gridLabels } from "../labels/division.js";
import { paintLabels } from "../labels/paint.js";
import { streetLabels } from "../labels/streets.js";
import { serviceLabels } from "../items/services.js";

/**
 * @param {object} parts plane, base, division and the item layers
 * @param {() => {layers: Record<string, boolean>, selection: {kind: string, id: string} | null}} view
 */
export function createScene({ plane, base, division, incidents, structures, services }, view) {
  let drawn = [];

  return {
    get drawn() {
      return drawn;
    },
    *paint(ctx, frame) {
      const { layers, selection } = view();
      yield* division.paint(ctx, frame, { shows: layers });
      if (layers.illegal_structures) yield* structures.paint(ctx, frame);
      const points = layers.service_points ? yield* services.paint(ctx, frame) : [];
      const marks = layers.incidents ? yield* incidents.paint(ctx, frame) : [];
      const symbols = [...points, ...marks];
      if (layers.labels) {
        const selected = selection?.kind === "grid" ? selection.id : null;
        const candidates = [
          ...(layers.communities || layers.grids ? communityLabels(division.communities, frame) : []),
          ...(layers.grids ? gridLabels(division, frame, { selected, unitsOfMetre: plane.unitsOfMetre }) : []),
        ];
        yield;
        if (layers.streets) candidates.push(...streetLabels(base.lines, frame));
        candidates.push(...serviceLabels(points, frame));
        yield;
        yield* paintLabels(ctx, frame, candidates, symbols.map(boxOfSymbol));
      }
      drawn = symbols;
    },
  };
}

function boxOfSymbol({ pixels: [x, y], r }) {
  return [x - r, y - r, x + r, y + r];
}
