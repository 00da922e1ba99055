/** Figures in words: their values, their classes, and what was counted. */

import { shownFilters } from "../../figures/needs.js";
import { periodsOf } from "../../figures/periods.js";
import { hasText, t } from "../../page.js";
import { DEFAULT_FILTERS } from "../../view/filters.js";
import { formats, serviceWord } from "../words.js";
import { serviceOf } from "./shown.js";

const DIGITS = { rate: 1, change: 1 };
const FILTERED = {
  open: ["groups", "onlyOverdue", "categories", "place"], overdue: ["groups", "categories", "place"],
  rate: ["categories", "place"], change: ["categories", "place"], standing: ["place"], distance: ["place"],
};
const isDaily = ({ day, measure }) => day && ["open", "overdue", "rate"].includes(measure);

/** A value with its unit where it has one. */
export function valueWord(measure, value) {
  if (value === null) return t("figures.unknown");
  if (measure === "distance") return formats.distance(value);
  const rounded = Number(value.toFixed(DIGITS[measure] ?? 0));
  return measure === "change" && rounded > 0 ? `+${formats.number(rounded)}` : formats.number(rounded).replace("-", "−");
}

/** From where to where a class reaches. */
export function rangeWord(measure, { low, high }) {
  const [from, to] = [valueWord(measure, low), valueWord(measure, high)];
  return from === to ? from : t("figures.range", { from, to });
}

/** The title of what is shown: the measure, and of distances to what and how. */
export function titleOf(figures) {
  if (figures.measure !== "distance") return t(`measure.${figures.measure}`);
  return t(`figures.distance_${figures.way}`, { service: serviceWord(serviceOf(figures)) });
}

/** What was counted, and by which filters. */
export function aboutWord(view) {
  const { figures, filters } = view;
  const { measure } = figures;
  const sentences = [t(aboutKey(figures), { span: spanWord(filters), shown: shownSpan(view), day: figures.day && formats.day(figures.day), ...periodWords(figures) })];
  const names = filterNames(filters, isDaily(figures) ? ["categories", "place"] : FILTERED[measure]);
  if (names.length) sentences.push(t("figures.filtered", { names: names.join(t("figures.and")) }));
  return sentences.join(" ");
}

function aboutKey(figures) {
  const { measure, way } = figures;
  if (isDaily(figures)) return `figures.about.${measure}_on`;
  return measure === "distance" ? `figures.about.distance_${way}` : `figures.about.${measure}`;
}

/** Which incidents symbols and heat show. */
export function shownWord(view) {
  const { figures, filters } = view;
  const names = filterNames(filters, figures.day ? ["categories", "place"] : FILTERED.open);
  return [t("figures.reported", { span: shownSpan(view) }), names.length > 0 && t("figures.filtered", { names: names.join(t("figures.and")) })].filter(Boolean).join(" ");
}

const shownSpan = (view) => spanWord(shownFilters(view));

/** When the incidents that pass the filters were reported. */
export function spanWord({ days, since, until }) {
  if (days !== null) return t("figures.last_days", { n: days });
  if (since && since === until) return t("figures.on_day", { day: formats.day(since) });
  if (since && until) return t("figures.from_to", { since: formats.day(since), until: formats.day(until) });
  if (since) return t("figures.since", { since: formats.day(since) });
  return until ? t("figures.until", { until: formats.day(until) }) : t("figures.ever");
}

function periodWords({ measure, periods }) {
  if (measure !== "change") return {};
  const { since, until, sinceBefore, untilBefore } = periodsOf(periods, formats.isoDay(Date.now()));
  const word = (from, to) => t("figures.from_to", { since: formats.day(from), until: formats.day(to) });
  return { period: word(since, until), before: word(sinceBefore, untilBefore) };
}

/** The names of those filters that narrow what is counted. */
function filterNames(filters, relevant) {
  const isChanged = {
    groups: JSON.stringify(filters.groups) !== JSON.stringify(DEFAULT_FILTERS.groups),
    onlyOverdue: filters.onlyOverdue,
    categories: filters.categories.length > 0,
    place: Boolean(filters.community || filters.grid),
  };
  const words = { groups: "filters.state", onlyOverdue: "filters.only_overdue", categories: "filters.category", place: "filters.place" };
  return relevant.filter((key) => isChanged[key] && hasText(words[key])).map((key) => t(words[key]));
}
