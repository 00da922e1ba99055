/** Which figures the map shows, how that is written in the address, and what follows from it for the rest. Touches no DOM. */

import { METHODS } from "./classes.js";

/** What areas can be coloured by. */
export const MEASURES = ["open", "overdue", "rate", "standing", "distance", "change"];
export const LEVELS = ["grids", "communities"];
export const WAYS = ["walk", "straight"];
export const WINDOWS = [1, 7];
/** Pairs of periods by name; an own pair is written as four days. */
export const PRESET_PERIODS = ["week", "month"];

const ITEM_LAYERS = ["incidents", "illegal_structures", "service_points"];

/**
 * @typedef {object} Figures
 * @property {string | null} measure what areas are coloured by
 * @property {"grids" | "communities"} level
 * @property {keyof typeof METHODS} method of classes
 * @property {string | null} service kind of service points whose distance is shown; null for the town's main kind
 * @property {"walk" | "straight"} way
 * @property {boolean} symbols whether items are drawn over the colours
 * @property {boolean} heat
 * @property {string | null} day YYYY-MM-DD while the slider is open
 * @property {1 | 7} window days that are shown, up to and with `day`
 * @property {string} periods a name of PRESET_PERIODS, or "since..until..since..until", the later period first
 */

/** @type {Figures} */
export const DEFAULT_FIGURES = Object.freeze({
  measure: null, level: "grids", method: "breaks", service: null, way: "walk", symbols: false,
  heat: false, day: null, window: 1, periods: "week",
});

const NAMES = {
  measure: "fig", level: "by", method: "classes", service: "service", way: "way", symbols: "symbols",
  heat: "heat", day: "day", window: "window", periods: "periods",
};
const DAY = /^\d{4}-\d\d-\d\d$/;
const isDay = (text) => DAY.test(text) && !Number.isNaN(Date.parse(text));
const oneOf = (values) => (text) => (values.map(String).includes(text) ? text : undefined);
const flag = (text) => (text === "1" ? true : undefined);
const READERS = {
  measure: oneOf(MEASURES), level: oneOf(LEVELS), method: oneOf(Object.keys(METHODS)), way: oneOf(WAYS),
  service: (text) => (text.length <= 60 && !/[\p{Cc}]/u.test(text) && text ? text : undefined),
  symbols: flag, heat: flag,
  day: (text) => (isDay(text) ? text : undefined),
  window: (text) => (WINDOWS.includes(Number(text)) ? Number(text) : undefined),
  periods: (text) => (PRESET_PERIODS.includes(text) || ownPeriods(text) ? text : undefined),
};

/** Write what differs from the first view. @param {URLSearchParams} query */
export function writeFigures(query, figures) {
  for (const [key, name] of Object.entries(NAMES)) {
    if (figures[key] !== DEFAULT_FIGURES[key]) query.set(name, figures[key] === true ? "1" : figures[key]);
  }
}

/** Read what `writeFigures` wrote; whatever makes no sense counts as absent. */
export function readFigures(query) {
  const read = Object.entries(NAMES).map(([key, name]) => [key, (query.has(name) ? READERS[key](query.get(name)) : undefined) ?? DEFAULT_FIGURES[key]]);
  return Object.fromEntries(read);
}

/** Whether anything of it is on the map. */
export const isShown = ({ measure, heat, day }) => Boolean(measure || heat || day);

/** The layers as they are drawn: colours and heat hide the symbols unless these are asked for too. */
export function shownLayers({ layers, figures }) {
  if (figures.symbols || !(figures.measure || figures.heat)) return layers;
  return { ...layers, ...Object.fromEntries(ITEM_LAYERS.map((layer) => [layer, false])) };
}

/** Four days, or null when they are no two periods. */
export function ownPeriods(text) {
  const days = text.split("..");
  const [since, until, sinceBefore, untilBefore] = days;
  return days.length === 4 && days.every(isDay) && since <= until && sinceBefore <= untilBefore
    ? { since, until, sinceBefore, untilBefore } : null;
}
