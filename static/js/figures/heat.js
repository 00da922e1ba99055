/** The heat of some incidents. Touches no DOM. */

import { densityOf } from "./density.js";

export const HEAT_RADIUS_M = 200;
const KM_M = 1000;

/**
 * @typedef {object} Heat
 * @property {import("./density.js").Density} density in the plane of the map
 * @property {number} most the density that gets the strongest colour
 * @property {number} per_km2 what one unit of density is in incidents a square kilometre
 * @property {number} most_per_km2
 * @property {number} count incidents that it is made of
 *
 * @param {import("../items/columns.js").Incidents} incidents
 * @param {number[]} rows
 * @param {{plane: object, box: [number, number, number, number]}} town
 * @returns {Heat}
 */
export function heatOf({ lon, lat }, rows, { plane, box }) {
  const points = rows.flatMap((row) => plane.project(lon[row], lat[row]));
  const density = densityOf(points, HEAT_RADIUS_M * plane.unitsOfMetre, box);
  const per_km2 = (plane.unitsOfMetre * KM_M) ** 2;
  return { density, most: density.most, per_km2, most_per_km2: density.most * per_km2, count: rows.length };
}
