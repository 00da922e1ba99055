/** From numbers to the shades of a map: which classes there are, and which of them each value lies in. Touches no DOM. */

import { breaksOf, changeBreaks, changeClassOf, classOf } from "./classes.js";

export const CLASSES = 5;
const MOST_VALUES = 3000; // natural breaks take the square of it

/**
 * @typedef {object} Scale
 * @property {boolean} isChange
 * @property {{low: number, high: number}[]} ranges from where to where the values of each class really reach
 * @property {(value: number) => number} place the class of a value
 */

/**
 * @param {number[]} known the values that the classes are made for
 * @returns {Scale}
 */
export function scaleOf(known, { measure, method }) {
  const isChange = measure === "change";
  const sample = sampleOf(known);
  const breaks = isChange ? changeBreaks(sample, method) : breaksOf(sample, CLASSES, method);
  const place = (value) => (isChange ? changeClassOf(breaks, value) : classOf(breaks, value));
  const ranges = Array.from({ length: isChange ? CLASSES : breaks.length }, (_, i) => ({ low: breaks[i - 1] ?? breaks[i] ?? 0, high: breaks[i] ?? 0, isMet: false }));
  for (const value of known) {
    const range = ranges[place(value)];
    range.low = range.isMet ? Math.min(range.low, value) : value;
    range.high = range.isMet ? Math.max(range.high, value) : value;
    range.isMet = true;
  }
  return { isChange, ranges, place };
}

/** Values put into classes, with how many lie in each. @param {Map<string, number | null>} values */
export function classified(values, { isChange, ranges, place }, nameOf) {
  const shadeOf = (i) => (ranges.length > 1 ? Math.round((i * (CLASSES - 1)) / (ranges.length - 1)) : Math.floor(CLASSES / 2));
  const classes = ranges.map(({ low, high }, i) => ({ low, high, count: 0, shade: shadeOf(i) }));
  const areas = [...values].map(([code, value]) => {
    if (value === null) return { code, name: nameOf(code), value, shade: null };
    const i = place(value);
    classes[i].count++;
    return { code, name: nameOf(code), value, shade: shadeOf(i) };
  });
  return { isChange, classes, unknown: areas.filter(({ value }) => value === null).length, areas };
}

/** Every so manieth of the sorted values, with the least and the most. */
function sampleOf(known) {
  if (known.length <= MOST_VALUES) return known;
  const sorted = Float64Array.from(known).sort();
  return Array.from({ length: MOST_VALUES }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (MOST_VALUES - 1))]);
}
