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
  const from = {};

  const loaders = {
    incidents: async (url) => incidents.set(decodeColumns(unpack(await getBuffer(url)))),
    illegal_structures: async (url) => structures.set(await getJson(url)),
    async service_points(url) {
      services.set(await getJson(url));
      return services.kinds();
    },
  };

  return {
    incidents, structures, services,
    /** The rows of incidents that pass filters. */
    rowsOf,
    /** The address that a layer came from last. */
    urlOf: (what) => from[what],
    /** @param {keyof typeof loaders} what */
    async load(what, url) {
      const told = await loaders[what](url);
      from[what] = url;
      return told;
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
