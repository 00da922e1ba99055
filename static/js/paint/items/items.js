/** All items of the map: fetched after the first view, narrowed by the filters. */

import { getJson, urlOf } from "../fetch.js";
import { page } from "../page.js";
import { giveWay } from "../map/slices.js";
import { formats } from "../ui/words.js";
import { passing, spanOf } from "../view/filters.js";
import { createCategories } from "./categories.js";
import { decodeColumns } from "./columns.js";
import { createIncidents } from "./incidents.js";
import { createServices } from "./services.js";
import { createStructures } from "./structures.js";
import { loadIcons } from "./symbols.js";

const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * @param {import("../map/plane.js").Plane} plane
 * @param {{filters: () => import("../view/filters.js").Filters, onChange: (counts: object) => void, onFailure: (error: Error, retry: () => void) => void}} options
 */
export function createItems(plane, { filters, onChange, onFailure }) {
  const categories = getJson(page.urls.categories).then((answer) => answer.categories);
  let known = createCategories();
  const incidents = createIncidents(plane, (category) => known.iconOf(category));
  const structures = createStructures(plane);
  const services = createServices(plane);
  let loadedRange = null;

  const narrow = () => {
    const rows = incidents.all ? passing(incidents.all, filters(), { now: Date.now(), startOfDay, parentOf: known.parentOf }) : [];
    if (incidents.all) incidents.show(rows);
    onChange({ incidents: rows.length, structures: structures.show(filters()), services: services.show(filters()) });
  };

  const loadIncidents = async (range) => {
    loadedRange = range.key;
    const packed = await getJson(range.url);
    await giveWay();
    if (loadedRange === range.key) incidents.set(decodeColumns(packed));
  };

  const attempt = async (task) => {
    try {
      await task();
      await giveWay();
      narrow();
    } catch (error) {
      onFailure(error, () => attempt(task));
    }
  };

  return {
    categories, incidents, structures, services,
    knownCategories: () => known,
    load() {
      return Promise.all([
        attempt(() => loadIncidents(rangeOf(filters()))),
        attempt(async () => services.set(await getJson(page.urls.service_points))),
        attempt(async () => structures.set(await getJson(page.urls.illegal_structures))),
        attempt(async () => (known = createCategories(await categories))),
        attempt(() => loadIcons(page.urls.icons)),
      ]);
    },
    /** Narrow anew; an own range of time that reaches further back is fetched first. */
    filter() {
      const range = rangeOf(filters());
      if (range.key === loadedRange || loadedRange === null) narrow();
      else attempt(() => loadIncidents(range));
    },
  };
}

/** Which incidents must be here: the usual ninety days, or an own range. */
function rangeOf({ days, since, until }) {
  if (days !== null) return { key: "usual", url: page.urls.incidents };
  const [from] = spanOf({ days, since, until }, Date.now(), startOfDay);
  if (from >= Date.now() - (USUAL_DAYS - 1) * DAY_MS) return { key: "usual", url: page.urls.incidents };
  return { key: `${since} ${until}`, url: urlOf(page.urls.incidents, { since: since ?? "2000-01-01", until }) };
}

/** Midnight in the town, in milliseconds: the moment before noon of a day at which its date begins there. */
function startOfDay(day) {
  const noon = Date.parse(`${day}T12:00:00Z`);
  for (let hour = -26; hour <= 14; hour++) {
    const at = noon + hour * 3_600_000;
    if (formats.isoDay(at) === day) return at;
  }
  return noon;
}
