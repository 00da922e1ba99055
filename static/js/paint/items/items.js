/** All items of the map: fetched after the first view, narrowed by the filters. Touches no DOM. */

import { getBuffer, getJson } from "../../fetch.js";
import { startOfDay } from "../../format.js";
import { passing, placeTest } from "../../view/filters.js";
import { createCategories } from "../../items/categories.js";
import { decodeColumns } from "../../items/columns.js";
import { unpack } from "../../items/packed.js";
import { createIncidents } from "./incidents.js";
import { createServices } from "./services.js";
import { createStructures } from "./structures.js";

/**
 * @param {import("../plane.js").Plane} plane
 * @param {{timezone: string, categories: object[], communityOf: (grid: string | null) => string | undefined}} town
 */
export function createItems(plane, { timezone, categories: list, communityOf }) {
  const categories = createCategories(list);
  const incidents = createIncidents(plane, (category) => categories.iconOf(category));
  const structures = createStructures(plane);
  const services = createServices(plane);

  const rowsOf = (filters, now) =>
    passing(incidents.all, filters, { now, startOfDay: (day) => startOfDay(day, timezone), parentOf: categories.parentOf, communityOf });
  const asked = {};
  const from = {};

  const layers = {
    incidents: { read: async (url) => decodeColumns(unpack(await getBuffer(url))), take: (columns) => incidents.set(columns) },
    illegal_structures: { read: getJson, take: (collection) => structures.set(collection) },
    service_points: {
      read: getJson,
      take(collection) {
        services.set(collection);
        return services.kinds();
      },
    },
  };

  return {
    incidents, structures, services,
    /** The rows of incidents that pass filters. */
    rowsOf,
    /** The address that a layer came from last. */
    urlOf: (what) => from[what],
    /**
     * Fetch a layer; an answer that comes after a newer one was asked for is left out.
     * @param {keyof typeof layers} what
     */
    async load(what, url) {
      asked[what] = url;
      const content = await layers[what].read(url);
      if (asked[what] !== url) return null;
      from[what] = url;
      return layers[what].take(content);
    },
    /** @param {import("../../view/filters.js").Filters} filters */
    narrow(filters, now) {
      const rows = rowsOf(filters, now);
      const isHere = placeTest(filters, communityOf);
      incidents.show(rows);
      return { incidents: rows.length, structures: structures.show(filters.structureStates, isHere), services: services.show(isHere) };
    },
  };
}
