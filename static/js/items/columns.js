/**
 * Incidents as the map knows them, from the columns of small whole numbers that the server packs. Touches no DOM.
 *
 * To add a column, add it in layers/columns.py and decode it here: `unpack` brings it under its name.
 */

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

/**
 * @param {Record<string, any>} packed what `unpack` gives
 * @returns {Incidents}
 */
export function decodeColumns(packed) {
  const groups = packed.statuses.map(groupOf);
  const moment = (minutes) => packed.t0 * 1000 + minutes * MINUTE_MS;
  const momentOrNever = (minutes) => (minutes < 0 ? Infinity : moment(minutes));
  return {
    n: packed.n,
    id: packed.id,
    lon: changed(Float64Array, packed.x, (x) => packed.lon0 + x * packed.scale),
    lat: changed(Float64Array, packed.y, (y) => packed.lat0 + y * packed.scale),
    group: changed(Uint8Array, packed.status, (status) => groups[status]),
    category: changed(Array, packed.category, (category) => packed.categories[category]),
    grid: changed(Array, packed.grid, (grid) => (grid < 0 ? null : packed.grids[grid])),
    at: changed(Float64Array, packed.t, moment),
    overdue: packed.overdue,
    ...(packed.ended && { due: changed(Float64Array, packed.due, momentOrNever), ended: changed(Float64Array, packed.ended, momentOrNever) }),
  };
}

/** By a plain loop: `from` takes ten times as long over 100,000 numbers. */
function changed(Kind, column, change) {
  const result = new Kind(column.length);
  for (let i = 0; i < column.length; i++) result[i] = change(column[i]);
  return result;
}
