/** Gets the items onto the map and keeps them narrowed to the filters. */

import { urlOf } from "../fetch.js";
import { incidentsUrl, shownFilters } from "../figures/needs.js";
import { STANDING_STATES } from "../items/states.js";
import { loadIcons } from "../paint/items/symbols.js";
import { moment, page } from "../page.js";
import { view } from "../view/view.js";
import { formats } from "./words.js";

/**
 * @param {{scene: object, panel: object, repaint: () => void, onFailure: (error: Error, retry: () => void) => void}} page
 */
export async function startItems({ scene, panel, repaint, onFailure }) {
  const loaded = { incidents: null, illegal_structures: null };

  const narrow = async () => {
    panel.tell({ counts: await scene.call("narrow", shownFilters(view.value), moment()) });
    repaint();
  };
  const attempt = async (task) => {
    try {
      const answer = await task();
      await narrow();
      return answer;
    } catch (error) {
      onFailure(error, () => attempt(task));
      return null;
    }
  };
  /** Fetch what the filters ask for, unless it is here already. */
  const bring = (what, url) => attempt(() => {
    if (loaded[what] === url) return null;
    loaded[what] = url;
    return scene.call("load", what, url).catch((error) => {
      if (loaded[what] !== url) return null; // others were asked for meanwhile: nobody misses these
      loaded[what] = null;
      throw error;
    });
  });
  const bringAll = (now) => [bring("incidents", neededIncidents(now)), bring("illegal_structures", structuresUrl(now.filters))];

  view.subscribe((now, before) => (now.filters !== before.filters || now.figures !== before.figures) && bringAll(now));

  await Promise.all([
    attempt(() => scene.call("loadIcons", page.urls.icons)),
    ...bringAll(view.value),
    attempt(async () => {
      const [serviceKinds] = await Promise.all([
        scene.call("load", "service_points", page.urls.service_points),
        loadIcons(page.urls.icons), // the legend draws them in the page
      ]);
      panel.tell({ serviceKinds });
    }),
  ]);
}

/** The address of the incidents that a view needs. */
export function neededIncidents(asked) {
  const now = moment();
  return incidentsUrl(asked, { incidentsUrl: page.urls.incidents, timezone: page.timezone, now, today: formats.isoDay(now) });
}

/** Only standing structures while no others are asked for. */
function structuresUrl({ structureStates }) {
  const isStandingOnly = structureStates.every((state) => STANDING_STATES.includes(state));
  return urlOf(page.urls.illegal_structures, { status: isStandingOnly ? STANDING_STATES.join(",") : null });
}
