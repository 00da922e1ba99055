/** Works out what is asked for, from the incidents at hand and what the server tells of the grids. Touches no DOM. */

import { OPEN_GROUPS } from "../items/states.js";
import { placeTest } from "../view/filters.js";
import { countByGrid, sumsOf, valuesOf } from "./measures.js";
import { inAnyState, shownFilters } from "./needs.js";
import { heatOf } from "./heat.js";
import { periodsOf, scaleOfBefore } from "./periods.js";
import { classified, scaleOf } from "./scales.js";
import { createTimeline, daysOf } from "./timeline.js";

const FROM_INCIDENTS = ["open", "overdue", "rate", "change"];
const FROM_SERVER = ["rate", "standing", "distance"];
const DAILY = ["open", "overdue", "rate"];
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
 * @property {{code: string, name: string, value: number | null, shade: number | null, counts?: [number, number]}[]} areas
 *   counts of a change: those of the later period and, for as many days, of the earlier one
 *
 * @typedef {object} Found
 * @property {Choropleth | null} choropleth
 * @property {import("./heat.js").Heat | null} heat
 * @property {{days: string[], counts: number[], at: number} | null} timeline the days, how many incidents each has, and which is shown
 */

/** @param {{cells: object, items: object, plane: object, startOfDay: (day: string) => number}} town */
export function createFigures({ cells, items, plane, startOfDay }) {
  let facts = null;
  let factsUrl = null;
  let askedUrl = null;
  const timelines = keepLast();
  const scales = keepLast();
  const strongest = keepLast();

  return {
    /**
     * Take what the server tells, unless something else was asked for meanwhile.
     * @param {() => Promise<import("./measures.js").Facts>} fetchFacts
     */
    async learn(url, fetchFacts) {
      askedUrl = url;
      const answer = await fetchFacts();
      if (askedUrl === url) [facts, factsUrl] = [answer, url];
    },
    /**
     * What is asked for, or null while what it is made of is not here.
     * @param {Wanted} wanted
     * @returns {Found | null}
     */
    of(wanted) {
      const { measure, heat, day } = wanted.figures;
      const needsIncidents = heat || day || FROM_INCIDENTS.includes(measure);
      if (needsIncidents && items.urlOf("incidents") !== wanted.incidentsUrl) return null;
      if (FROM_SERVER.includes(measure) && factsUrl !== wanted.factsUrl) return null;
      const timeline = day ? timelineOf(wanted) : null;
      return {
        choropleth: measure ? choroplethOf(wanted, timeline) : null,
        heat: heat ? heatFor(wanted, timeline) : null,
        timeline: timeline && { days: timeline.days, counts: timeline.counts, at: timeline.placeOf(day) },
      };
    },
  };

  function choroplethOf(wanted, timeline) {
    const { figures, filters } = wanted;
    const isHere = placeTest(filters, (code) => cells.grid(code)?.community);
    const grids = cells.grids.filter(({ code }) => isHere(code));
    const valuesFor = (counted) => valuesOf(figures, grids, { facts, ...counted });
    const isDaily = timeline && DAILY.includes(figures.measure);
    const counted = isDaily ? countsOn(timeline, timeline.placeOf(figures.day), figures) : countsOf(wanted);
    const values = valuesFor(counted);
    const scale = isDaily
      ? scales(keyOf(wanted, figures.measure, figures.level, figures.method, figures.window), () => scaleOf(timeline.days.flatMap((_, i) => knownOf(valuesFor(countsOn(timeline, i, figures)))), figures))
      : scaleOf(knownOf(values), figures);
    const { areas, ...rest } = classified(values, scale, nameOf(figures.level));
    return { measure: figures.measure, level: figures.level, ...rest, areas: counted.before ? withCounts(areas, grids, figures.level, counted) : areas };
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

  /** The same at the end of a day; a rate counts what was reported on the days that are shown. */
  function countsOn(timeline, i, { measure, window }) {
    const rows = measure === "rate" ? timeline.reported(i, window) : timeline[measure](i);
    return { counts: countByGrid(items.incidents.all, rows) };
  }

  function timelineOf(wanted) {
    return timelines(keyOf(wanted), () => {
      const { filters, now, today } = wanted;
      const incidents = items.incidents.all;
      const days = daysOf(filters, { today, earliest: earliestDay(incidents) });
      const rows = items.rowsOf({ ...inAnyState(filters), days: null, since: days[0], until: days[days.length - 1] }, now);
      return createTimeline(incidents, rows, days, startOfDay, now);
    });
  }

  /** The day of the first report. UTC is near enough for where a slider begins. */
  function earliestDay({ n, at }) {
    return n ? new Date(at.reduce((least, each) => Math.min(least, each), Infinity)).toISOString().slice(0, 10) : null;
  }

  /** While the slider is open a colour means the same on each of its days. */
  function heatFor(wanted, timeline) {
    const { figures } = wanted;
    const density = (rows) => heatOf(items.incidents.all, rows, { plane, box: cells.box });
    const shown = density(items.rowsOf(shownFilters(wanted), wanted.now));
    if (!timeline) return shown;
    const most = strongest(keyOf(wanted, figures.window), () =>
      timeline.days.reduce((most, _, i) => Math.max(most, density(timeline.reported(i, figures.window)).density.most), 0));
    return { ...shown, most, most_per_km2: most * shown.per_km2 };
  }

  function nameOf(level) {
    return level === "grids" ? (code) => cells.grid(code).name : (code) => cells.community(code).name || code;
  }
}

const knownOf = (values) => [...values.values()].filter((value) => value !== null);

/** What a timeline is made of, and whatever else a number depends on. */
function keyOf({ filters, incidentsUrl, today }, ...rest) {
  return JSON.stringify([filters, incidentsUrl, today, ...rest]);
}

function withCounts(areas, grids, level, { counts, before, scale }) {
  const [now, then] = [sumsOf(grids, level, counts), sumsOf(grids, level, before)];
  return areas.map((area) => ({ ...area, counts: [now.get(area.code), scale * then.get(area.code)] }));
}

/** Remember the last value made. */
function keepLast() {
  let last = { key: null, value: null };
  return (key, make) => {
    if (last.key !== key) last = { key, value: make() };
    return last.value;
  };
}
