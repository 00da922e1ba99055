/** Two periods to compare. Touches no DOM. */

import { addDays, daysBetween, mondayOf } from "./days.js";
import { ownPeriods } from "./state.js";

const MONTH_DAYS = 30;

/**
 * The periods as days, both ends included. This week is compared with the same days of the last, so that both are
 * equally long.
 * @param {string} periods see `Figures`
 * @param {string} today YYYY-MM-DD
 * @returns {{since: string, until: string, sinceBefore: string, untilBefore: string}}
 */
export function periodsOf(periods, today) {
  switch (periods) {
    case "week": {
      const since = mondayOf(today);
      return { since, until: today, sinceBefore: addDays(since, -7), untilBefore: addDays(today, -7) };
    }
    case "month": {
      const since = addDays(today, 1 - MONTH_DAYS);
      return { since, until: today, sinceBefore: addDays(since, -MONTH_DAYS), untilBefore: addDays(since, -1) };
    }
    default:
      return ownPeriods(periods);
  }
}

/** By how much the earlier period's counts are multiplied so that both stand for equally many days. */
export function scaleOfBefore({ since, until, sinceBefore, untilBefore }) {
  return daysBetween(since, until) / daysBetween(sinceBefore, untilBefore);
}
