/** Works out what is asked for, from the incidents at hand and what the server tells of the grids. Touches no DOM. */

import { OPEN_GROUPS } from "../items/states.js";
import { placeTest } from "../view/filters.js";
import { breaksOf, changeBreaks, changeClassOf, classOf } from "./classes.js";
import { countByGrid, valuesOf } from "./measures.js";
import { inAnyState } from "./needs.js";
import { periodsOf, scaleOfBefore } from "./periods.js";

export const CLASSES = 5;
const FROM_INCIDENTS = ["open", "overdue", "rate", "change"];
const FROM_SERVER = ["rate", "standing", "distance"];
const NO_COUNTS = new Map();

/**
 * @typedef {object} Wanted
 * @property {import("./state.js").Figures} figures
 * @property {import("../view/filters.js").Filters} filters
 * @property {string} incidentsUrl where the incidents must have come from
 * @property {string} factsUrl where the facts must have come from
 * @property {number} now
 * @property {string} today YYYY-MM-DD
 *
 * @typedef {object} Choropleth
 * @property {string} measure
 * @property {"grids" | "communities"} level
 * @property {boolean} isChange whether the classes lie about "about the same"
 * @property {{low: number, high: number, count: number, shade: number}[]} classes shade 0 to 4 of the ramp
 * @property {number} unknown how many areas
 * @property {{code: string, name: string, value: number | null, shade: number | null}[]} areas
 */

/** @param {{cells: object, items: object}} town */
export function createFigures({ cells, items }) {
  let facts = null;
  let factsUrl = null;

  return {
    /** @param {import("./measures.js").Facts} answer */
    learn(url, answer) {
      facts = answer;
      factsUrl = url;
    },
    /**
     * What is asked for, or null while what it is made of is not here.
     * @param {Wanted} wanted
     * @returns {{choropleth: Choropleth | null} | null}
     */
    of(wanted) {
      const { measure } = wanted.figures;
      const hasIncidents = !FROM_INCIDENTS.includes(measure) || items.urlOf("incidents") === wanted.incidentsUrl;
      const hasFacts = !FROM_SERVER.includes(measure) || factsUrl === wanted.factsUrl;
      if (!hasIncidents || !hasFacts) return null;
      return { choropleth: measure ? choroplethOf(wanted) : null };
    },
  };

  function choroplethOf(wanted) {
    const { figures, filters } = wanted;
    const isHere = placeTest(filters, (code) => cells.grid(code)?.community);
    const grids = cells.grids.filter(({ code }) => isHere(code));
    const values = valuesOf(figures, grids, { facts, ...countsOf(wanted) });
    return { measure: figures.measure, level: figures.level, ...classified(values, figures, nameOf(figures.level)) };
  }

  function countsOf({ figures: { measure, periods }, filters, now, today }) {
    const count = (narrowed) => countByGrid(items.incidents.all, items.rowsOf(narrowed, now));
    const openOnly = { ...filters, groups: filters.groups.filter((group) => OPEN_GROUPS.includes(group)) };
    const inPeriod = (since, until) => count({ ...inAnyState(filters), days: null, since, until });
    switch (measure) {
      case "open":
        return { counts: count(openOnly) };
      case "overdue":
        return { counts: count({ ...openOnly, onlyOverdue: true }) };
      case "rate":
        return { counts: count(inAnyState(filters)) };
      case "change": {
        const both = periodsOf(periods, today);
        const { since, until, sinceBefore, untilBefore } = both;
        return { counts: inPeriod(since, until), before: inPeriod(sinceBefore, untilBefore), scale: scaleOfBefore(both) };
      }
      default:
        return { counts: NO_COUNTS };
    }
  }

  function nameOf(level) {
    return level === "grids" ? (code) => cells.grid(code).name : (code) => cells.community(code).name || code;
  }
}

/** Values put into classes, with how many lie in each. */
function classified(values, { measure, method }, nameOf) {
  const isChange = measure === "change";
  const known = [...values.values()].filter((value) => value !== null);
  const breaks = isChange ? changeBreaks(known, method) : breaksOf(known, CLASSES, method);
  const place = (value) => (isChange ? changeClassOf(breaks, value) : classOf(breaks, value));
  const count = isChange ? CLASSES : breaks.length;
  const shadeOf = (i) => (count > 1 ? Math.round((i * (CLASSES - 1)) / (count - 1)) : Math.floor(CLASSES / 2));
  const classes = Array.from({ length: count }, (_, i) => ({ ...boundsOf(breaks, i), ...rangeOf(known.filter((value) => place(value) === i)), shade: shadeOf(i) }));
  const areas = [...values].map(([code, value]) => ({ code, name: nameOf(code), value, shade: value === null ? null : shadeOf(place(value)) }));
  return { isChange, classes, unknown: values.size - known.length, areas };
}

/** From where to where the values of a class really reach; nothing for a class without any. */
function rangeOf(members) {
  return members.length ? { low: Math.min(...members), high: Math.max(...members), count: members.length } : { count: 0 };
}

function boundsOf(breaks, i) {
  return { low: breaks[i - 1] ?? breaks[i] ?? 0, high: breaks[i] ?? 0 };
}
