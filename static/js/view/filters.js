/** What the map is narrowed to, and which items pass. Touches no DOM. */

import { INCIDENT_GROUPS, OPEN_GROUPS, STANDING_STATES } from "../items/states.js";

const DAY_MS = 86_400_000;

/**
 * @typedef {object} Filters
 * @property {number | null} days the last so many days; null with an own range
 * @property {string | null} since YYYY-MM-DD, first day
 * @property {string | null} until YYYY-MM-DD, last day
 * @property {string[]} groups keys of INCIDENT_GROUPS
 * @property {boolean} onlyOverdue
 * @property {string[]} categories codes, of either level; empty for all
 * @property {string | null} community code
 * @property {string | null} grid code
 * @property {string[]} structureStates
 */

/** @type {Filters} */
export const DEFAULT_FILTERS = Object.freeze({
  days: 90, since: null, until: null,
  groups: OPEN_GROUPS, onlyOverdue: false, categories: [],
  community: null, grid: null,
  structureStates: STANDING_STATES,
});

/** How many filters differ from the first view. */
export function countChanged(filters) {
  const isChanged = (key) => JSON.stringify(filters[key]) !== JSON.stringify(DEFAULT_FILTERS[key]);
  const time = ["days", "since", "until"].some(isChanged) ? 1 : 0;
  const place = ["community", "grid"].some(isChanged) ? 1 : 0;
  return time + place + ["groups", "onlyOverdue", "categories", "structureStates"].filter(isChanged).length;
}

/**
 * The rows of incidents that pass.
 * @param {import("../items/columns.js").Incidents} incidents
 * @param {Filters} filters
 * @param {{now: number, startOfDay: (day: string) => number, parentOf: (category: string) => string | null,
 *   communityOf: (grid: string) => string | undefined}} facts
 * @returns {number[]}
 */
export function passing(incidents, filters, { now, startOfDay, parentOf, communityOf }) {
  const [from, to] = spanOf(filters, now, startOfDay);
  const isWanted = INCIDENT_GROUPS.map(({ key }) => filters.groups.includes(key));
  const inCategory = categoryTest(filters.categories, parentOf);
  const isHere = placeTest(filters, communityOf);
  const rows = [];
  for (let i = 0; i < incidents.n; i++) {
    if (!isWanted[incidents.group[i]]) continue;
    if (incidents.at[i] < from || incidents.at[i] >= to) continue;
    if (filters.onlyOverdue && !incidents.overdue[i]) continue;
    if (!inCategory(incidents.category[i])) continue;
    if (isHere(incidents.grid[i])) rows.push(i);
  }
  return rows;
}

/** From and to in milliseconds; `to` itself is outside. */
export function spanOf({ days, since, until }, now, startOfDay) {
  if (days !== null) return [now - days * DAY_MS, Infinity];
  return [since ? startOfDay(since) : -Infinity, until ? startOfDay(until) + DAY_MS : Infinity];
}

/** A test whether an item of a grid lies in the community and the grid asked for. */
export function placeTest({ community, grid }, communityOf) {
  if (grid) return (gridCode) => gridCode === grid;
  return community ? (gridCode) => communityOf(gridCode) === community : () => true;
}

/** A category passes by its own code or by its parent's. */
function categoryTest(wanted, parentOf) {
  if (!wanted.length) return () => true;
  const codes = new Set(wanted);
  const known = new Map();
  return (category) => {
    if (!known.has(category)) known.set(category, codes.has(category) || codes.has(parentOf(category)));
    return known.get(category);
  };
}
