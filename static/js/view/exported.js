/** Which rows a file would hold: the map's filters as the parameters of /api/export. Touches no DOM. */

import { INCIDENT_GROUPS, STRUCTURE_STATES } from "../items/states.js";

const DAY_MS = 86_400_000;

/** The layers that can be taken away, as the API calls them. */
export const EXPORTED_LAYERS = ["incidents", "illegal-structures", "service-points", "grids", "communities"];
export const EXPORTED_ENDINGS = ["xlsx", "csv", "geojson", "gpkg", "kml", "dxf"];

/**
 * @param {string} layer one of EXPORTED_LAYERS
 * @param {import("./filters.js").Filters} filters
 * @param {{now: number, box: [number, number, number, number] | null}} where `box` is west, south, east, north
 * @returns {Record<string, string | number | null> | null} null where the filters let nothing pass
 */
export function exportQuery(layer, filters, { now, box }) {
  const { community, grid } = filters;
  const states = OF_LAYER[layer]?.(filters, now) ?? {};
  if (states.status === "") return null;
  return { community, grid, bbox: box && box.map((side) => side.toFixed(6)).join(","), ...states };
}

const OF_LAYER = {
  incidents: ({ days, since, until, groups, onlyOverdue, categories }, now) => ({
    status: chosen(INCIDENT_GROUPS, groups, ({ statuses }) => statuses),
    since: days === null ? since : new Date(now - days * DAY_MS).toISOString(),
    until: days === null ? until : null,
    overdue: onlyOverdue ? 1 : null,
    category: categories.join(",") || null,
  }),
  "illegal-structures": ({ structureStates }) => ({ status: chosen(STRUCTURE_STATES, structureStates, ({ key }) => [key]) }),
};

/** The states of what is chosen, null for all there are. */
function chosen(options, keys, statesOf) {
  const wanted = options.filter(({ key }) => keys.includes(key));
  return wanted.length === options.length ? null : wanted.flatMap(statesOf).join(",");
}
