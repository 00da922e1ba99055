/** Gets the items onto the map and keeps them narrowed to the filters. */

import { urlOf } from "../fetch.js";
import { startOfDay } from "../format.js";
import { OPEN_GROUPS, STANDING_STATES } from "../items/states.js";
import { page } from "../page.js";
import { view } from "../view/view.js";

const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * @param {{scene: object, panel: object, repaint: () => void, onFailure: (error: Error, retry: () => void) => void}} page
 */
export async function startItems({ scene, panel, repaint, onFailure }) {
  const loaded = { incidents: null, illegal_structures: null };

  const narrow = async () => {
    panel.tell({ counts: await scene.call("narrow", view.value.filters, Date.now()) });
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
      loaded[what] = null;
      throw error;
    });
  });
  const bringAll = (filters) => [bring("incidents", incidentsUrl(filters)), bring("illegal_structures", structuresUrl(filters))];

  view.subscribe((now, before) => now.filters !== before.filters && bringAll(now.filters));

  await Promise.all([
    attempt(() => scene.call("loadIcons", page.urls.icons)),
    ...bringAll(view.value.filters),
    attempt(async () => panel.tell({ serviceKinds: await scene.call("load", "service_points", page.urls.service_points) })),
  ]);
}

/** Only open incidents while no others are asked for; further back than usual for an own range of time. */
function incidentsUrl({ days, since, until, groups }) {
  const isOpenOnly = groups.every((group) => OPEN_GROUPS.includes(group));
  const from = since ? startOfDay(since, page.timezone) : -Infinity;
  const isUsual = days !== null || from >= Date.now() - (USUAL_DAYS - 1) * DAY_MS;
  return urlOf(page.urls.incidents, {
    open: isOpenOnly ? 1 : null,
    since: isUsual ? null : (since ?? "2000-01-01"),
    until: isUsual ? null : until,
  });
}

/** Only standing structures while no others are asked for. */
function structuresUrl({ structureStates }) {
  const isStandingOnly = structureStates.every((state) => STANDING_STATES.includes(state));
  return urlOf(page.urls.illegal_structures, { status: isStandingOnly ? STANDING_STATES.join(",") : null });
}
