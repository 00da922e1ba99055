/** All items of the map: fetched after the first view, narrowed by the filters. Touches no DOM. */

import { getJson } from "../../fetch.js";
import { startOfDay } from "../../format.js";
import { passing, placeTest } from "../../view/filters.js";
import { createCategories } from "../../items/categories.js";
import { decodeColumns } from "../../items/columns.js";
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

  const takers = {
    incidents: (packed) => incidents.set(decodeColumns(packed)),
    illegal_structures: (collection) => structures.set(collection),
    service_points(collection) {
      services.set(collection);
      return services.kinds();
    },
  };

  return {
    incidents, structures, services,
    /** @param {keyof typeof takers} what */
    load: async (what, url) => takers[what](await getJson(url)),
    /** @param {import("../../view/filters.js").Filters} filters */
    narrow(filters, now) {
      const facts = { now, startOfDay: (day) => startOfDay(day, timezone), parentOf: categories.parentOf, communityOf };
      const rows = passing(incidents.all, filters, facts);
      const isHere = placeTest(filters, communityOf);
      incidents.show(rows);
      return { incidents: rows.length, structures: structures.show(filters.structureStates, isHere), services: services.show(isHere) };
    },
  };
}
