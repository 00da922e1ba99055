/** Incidents as the server packs them: columns of small whole numbers. Touches no DOM. */

import { groupOf } from "./states.js";

const MINUTE_MS = 60_000;

/**
 * @typedef {object} Incidents columns of the same length `n`
 * @property {number} n
 * @property {ArrayLike<number>} id
 * @property {Float64Array} lon
 * @property {Float64Array} lat
 * @property {Uint8Array} group place in INCIDENT_GROUPS
 * @property {(string | undefined)[]} category code
 * @property {(string | null)[]} grid code, null for none
 * @property {Float64Array} at milliseconds since 1970
 * @property {Uint8Array} overdue
 * @property {Float64Array} [due] milliseconds since 1970, infinite without a deadline; where the server was asked for lives
 * @property {Float64Array} [ended] the same, infinite for what is still open
 */

/** @returns {Incidents} */
export function decodeColumns(packed) {
  const groups = packed.statuses.map(groupOf);
  const moment = (minutes) => packed.t0 * 1000 + minutes * MINUTE_MS;
  const momentOrNever = (minutes) => (minutes < 0 ? Infinity : moment(minutes));
  return {
    n: packed.n,
    id: packed.id,
    lon: Float64Array.from(packed.x, (x) => packed.lon0 + x * packed.scale),
    lat: Float64Array.from(packed.y, (y) => packed.lat0 + y * packed.scale),
    group: Uint8Array.from(packed.status, (status) => groups[status]),
    category: packed.category.map((category) => packed.categories[category]),
    grid: packed.grid.map((grid) => (grid < 0 ? null : packed.grids[grid])),
    at: Float64Array.from(packed.t, moment),
    overdue: Uint8Array.from(packed.overdue),
    ...(packed.ended && { due: Float64Array.from(packed.due, momentOrNever), ended: Float64Array.from(packed.ended, momentOrNever) }),
  };
}
