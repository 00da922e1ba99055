/** Which incidents the map must have, and which of them it shows as symbols and heat. Touches no DOM. */

import { urlOf } from "../fetch.js";
import { startOfDay } from "../format.js";
import { INCIDENT_GROUPS, OPEN_GROUPS } from "../items/states.js";
import { addDays } from "./days.js";
import { periodsOf } from "./periods.js";

const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;
const EVERY_GROUP = INCIDENT_GROUPS.map(({ key }) => key);
const ALL_STATES_MEASURES = ["rate", "change"];

/** The filters without what they say of states: what was reported is counted whatever became of it. */
export const inAnyState = (filters) => ({ ...filters, groups: EVERY_GROUP, onlyOverdue: false });

/** The filters for what is shown: while the slider is open, a day or some days up to it, in any state. */
export function shownFilters({ filters, figures: { day, window } }) {
  return day ? { ...inAnyState(filters), days: null, since: addDays(day, 1 - window), until: day } : filters;
}

/**
 * Where the incidents come from: only open ones while no others are asked for; further back than usual for days long ago.
 * @param {{filters: import("../view/filters.js").Filters, figures: import("./state.js").Figures}} view
 * @param {{incidentsUrl: string, timezone: string, now: number, today: string}} town
 */
export function incidentsUrl({ filters, figures }, { incidentsUrl: url, timezone, now, today }) {
  const { day, measure } = figures;
  const isOpenOnly = !day && !ALL_STATES_MEASURES.includes(measure) && filters.groups.every((group) => OPEN_GROUPS.includes(group));
  const span = spanNeeded(filters, measure === "change" ? periodsOf(figures.periods, today) : null);
  const isUsual = !span.since || startOfDay(span.since, timezone) >= now - (USUAL_DAYS - 1) * DAY_MS;
  return urlOf(url, {
    open: isOpenOnly ? 1 : null,
    since: isUsual ? null : span.since,
    until: isUsual ? null : span.until,
    lives: day ? 1 : null,
  });
}

/** The first day, null when the usual ones do; and the last, null for today. */
function spanNeeded({ days, since, until }, periods) {
  const isOwn = days === null;
  const firsts = [isOwn ? (since ?? "2000-01-01") : null, periods?.since, periods?.sinceBefore].filter(Boolean);
  const lasts = [isOwn ? until : null, ...(periods ? [periods.until, periods.untilBefore] : [])];
  return { since: firsts.sort()[0] ?? null, until: lasts.every(Boolean) ? lasts.sort().pop() : null };
}
