/** Incidents day by day: what was reported when, and what was open at the end of a day. Touches no DOM. */

import { addDays, daysBetween } from "./days.js";

const MOST_DAYS = 366;

/**
 * The days that a slider goes through: those of the filters, at most a year up to the last.
 * @param {import("../view/filters.js").Filters} filters
 * @param {{today: string, earliest: string | null}} known `earliest` is the first day that anything was reported on
 * @returns {string[]} YYYY-MM-DD, at least one
 */
export function daysOf({ days, since, until }, { today, earliest }) {
  const last = days === null ? (until ?? today) : today;
  const asked = days === null ? (since ?? earliest ?? last) : addDays(today, 1 - days);
  const count = Math.min(Math.max(daysBetween(asked, last), 1), MOST_DAYS);
  return Array.from({ length: count }, (_, i) => addDays(last, i + 1 - count));
}

/**
 * @param {import("../items/columns.js").Incidents} incidents with lives
 * @param {number[]} rows those that pass the filters in any state
 * @param {string[]} days one after the other
 * @param {(day: string) => number} startOfDay milliseconds
 * @param {number} now
 */
export function createTimeline(incidents, rows, days, startOfDay, now) {
  const starts = [...days, addDays(days[days.length - 1], 1)].map(startOfDay);
  const dayOf = rows.map((row) => dayAt(starts, incidents.at[row]));
  const counts = new Array(days.length).fill(0);
  for (const day of dayOf) if (day >= 0 && day < days.length) counts[day]++;

  /** The last moment of a day that is over, or now. */
  const endOf = (i) => Math.min(starts[i + 1], now);
  const wasOpen = (row, end) => incidents.at[row] < end && incidents.ended[row] >= end;

  return {
    days,
    counts,
    /** The place of a day, the nearest one for a day that is not among them. */
    placeOf: (day) => Math.min(Math.max(daysBetween(days[0], day) - 1, 0), days.length - 1),
    /** What was reported on a day and the days before it, `window` in all. */
    reported: (i, window) => rows.filter((_, k) => dayOf[k] <= i && dayOf[k] > i - window),
    open: (i) => rows.filter((row) => wasOpen(row, endOf(i))),
    overdue: (i) => rows.filter((row) => wasOpen(row, endOf(i)) && incidents.due[row] < endOf(i)),
  };
}

/** The day of a moment; -1 before the first, the number of days after the last. */
function dayAt(starts, at) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
