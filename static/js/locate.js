/**
 * Point location without a server: which cell of a plan a position belongs to, and why. Touches no DOM.
 *
 * It answers as `Assigner.points` in `gis/assign.py` does, to the same cell and rule on every edge and corner: inside and on
 * the edge are decided in longitude and latitude, on the numbers as they are; near, and all distances, in the metric plane.
 */

import { readArcs } from "./locate/arcs.js";
import { createProjection } from "./locate/mercator.js";
import { createDistances } from "./locate/nearest.js";
import { createTouching } from "./locate/touching.js";

/**
 * @typedef {object} Placement
 * @property {number} cell a row of the plan's cells, -1 where no cell owns the position
 * @property {string | null} code the code of that cell
 * @property {"inside" | "edge" | "near" | "outside" | "no_position"} rule
 * @property {number} edge_distance_m inside: metres to the cell's own border; near and outside: metres to the nearest cell;
 *   NaN without a position, infinite where the plane does not reach
 * @property {number} runner_up the nearest other cell (outside: the nearest of all), -1 where there is none
 */

/**
 * @param {object} plan a compact plan, as `gis/compact.py` writes it
 * @returns {{locate: (lon: unknown, lat: unknown) => Placement}}
 * @throws {Error} when it is none, or of another version
 */
export function createLocator(plan) {
  const arcs = readArcs(plan);
  const project = createProjection(plan.plane);
  const touching = createTouching(arcs);
  const distances = createDistances(arcs, project);

  return {
    locate(lon, lat) {
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) return placement(-1, "no_position", NaN, -1);
      const { cell, isOnEdge } = touching(lon, lat);
      const [x, y] = project(lon, lat);
      return cell < 0 ? astray(x, y) : within(cell, isOnEdge, x, y);
    },
  };

  function within(cell, isOnEdge, x, y) {
    const next = distances.nearest(x, y, cell);
    return isOnEdge
      ? placement(cell, "edge", 0, next.cell)
      : placement(cell, "inside", distances.toBorder(cell, x, y), next.cell);
  }

  function astray(x, y) {
    if (!Number.isFinite(x)) return placement(-1, "outside", Infinity, -1);
    const { cell, distance_m } = distances.nearest(x, y);
    return distance_m <= plan.tolerance_m
      ? placement(cell, "near", distance_m, distances.nearest(x, y, cell).cell)
      : placement(-1, "outside", distance_m, cell);
  }

  function placement(cell, rule, edge_distance_m, runner_up) {
    return { cell, code: plan.cells.codes[cell] ?? null, rule, edge_distance_m, runner_up };
  }
}
