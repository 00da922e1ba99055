/** Days of the calendar as YYYY-MM-DD. Touches no DOM. */

const DAY_MS = 86_400_000;

/** @param {string} day */
export function addDays(day, days) {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days from one to the other, both counted. */
export function daysBetween(since, until) {
  return Math.round((Date.parse(until) - Date.parse(since)) / DAY_MS) + 1;
}

/** The Monday of a day's week. */
export function mondayOf(day) {
  return addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
}
