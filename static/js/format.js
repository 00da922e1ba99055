/** Numbers, lengths, areas and times as the page's language and the town's clock write them. Touches no DOM. */

const HECTARE_M2 = 10_000;
const HOUR_MS = 3_600_000;

/**
 * @param {string} language BCP 47
 * @param {string} timeZone IANA
 */
export function createFormats(language, timeZone) {
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const hectares = unit(language, "hectare", 1);
  const metres = unit(language, "meter", 1);
  const wholeMetres = unit(language, "meter", 0);
  const kilometres = unit(language, "kilometer", 1);
  const day = new Intl.DateTimeFormat(language, { timeZone, dateStyle: "medium" });
  const moment = new Intl.DateTimeFormat(language, {
    timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const hour = new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const monthDay = new Intl.DateTimeFormat(language, { timeZone, month: "short", day: "numeric" });
  const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return {
    number: (value) => plain.format(value),
    share: (value) => share.format(value),
    area: (area_m2) =>
      area_m2 < HECTARE_M2 ? `${plain.format(area_m2)} m²` : hectares.format(area_m2 / HECTARE_M2),
    distance: (length_m) => {
      if (length_m >= 1000) return kilometres.format(length_m / 1000);
      return length_m < 100 ? metres.format(length_m) : wholeMetres.format(length_m);
    },
    day: (value) => day.format(dateOf(value)),
    /** A moment near now, as short as it can be told: the hour of today, else the day. */
    near(value, now = Date.now()) {
      const isToday = isoDay.format(dateOf(value)) === isoDay.format(now);
      return (isToday ? hour : monthDay).format(dateOf(value));
    },
    moment: (value) => moment.format(dateOf(value)),
    /** The day as YYYY-MM-DD on the town's calendar. */
    isoDay: (value) => isoDay.format(dateOf(value)),
  };
}

/** Midnight in a time zone, in milliseconds: the first hour whose date there is the day asked for. */
export function startOfDay(day, timeZone) {
  const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const noon = Date.parse(`${day}T12:00:00Z`);
  for (let hour = -26; hour <= 14; hour++) {
    const at = noon + hour * HOUR_MS;
    if (isoDay.format(at) === day) return at;
  }
  return noon;
}

/** The longest of 1, 2, 5, 10, 20, … that is not longer. */
export function roundLength(length_m) {
  const power = 10 ** Math.floor(Math.log10(length_m));
  return [5, 2, 1].find((step) => step * power <= length_m) * power;
}

function unit(language, name, maximumFractionDigits) {
  return new Intl.NumberFormat(language, { style: "unit", unit: name, maximumFractionDigits });
}

/** A day without a clock is noon: no time zone of the world writes another day for it but by a hair. */
function dateOf(value) {
  return new Date(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T12:00:00Z` : value);
}
