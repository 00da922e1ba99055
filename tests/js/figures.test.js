import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, daysBetween, mondayOf } from "../../static/js/figures/days.js";
import { countByGrid, valuesOf } from "../../static/js/figures/measures.js";
import { incidentsUrl, shownFilters } from "../../static/js/figures/needs.js";
import { periodsOf, scaleOfBefore } from "../../static/js/figures/periods.js";
import { DEFAULT_FIGURES, isShown, readFigures, shownLayers, writeFigures } from "../../static/js/figures/state.js";
import { DEFAULT_FILTERS } from "../../static/js/view/filters.js";

const grids = [{ code: "a1", community: "a" }, { code: "a2", community: "a" }, { code: "b1", community: "b" }];
const facts = {
  grids: ["a1", "a2", "b1"], communities: ["a", "a", "b"], households: [100, 300, 0], standing: [4, 1, 0],
  service: { walk_m: [100, 300, null], walk_households: [90, 30, 0], straight_m: [80, 200, null], straight_households: [100, 300, 0] },
};
const counts = new Map([["a1", 4], ["b1", 2]]);
const figure = (measure, level = "grids", known = {}) => {
  const found = valuesOf({ measure, level, way: "walk" }, grids, { counts, before: new Map(), scale: 1, facts, ...known });
  return Object.fromEntries(found);
};

test("a grid without open incidents has none", () => assert.deepEqual(figure("open"), { a1: 4, a2: 0, b1: 2 }));
test("a community has what its grids have", () => assert.deepEqual(figure("open", "communities"), { a: 4, b: 2 }));
test("a rate without households is unknown, and not nothing", () => assert.deepEqual(figure("rate"), { a1: 4, a2: 0, b1: null }));
test("the rate of a community is not the mean of rates", () => assert.deepEqual(figure("rate", "communities"), { a: 1, b: null }));
test("a grid whose households nobody counted leaves its community's rate unknown", () => {
  const unknown = { ...facts, households: [100, null, 50] };
  assert.deepEqual(figure("rate", "communities", { facts: unknown }), { a: null, b: 4 });
});
test("standing structures add up", () => assert.deepEqual(figure("standing", "communities"), { a: 5, b: 0 }));
test("standing structures of a plan that is not in force are unknown", () => {
  assert.deepEqual(figure("standing", "communities", { facts: { ...facts, standing: null } }), { a: null, b: null });
});
test("the distance of a community is weighed by households", () => assert.deepEqual(figure("distance", "communities"), { a: 150, b: null }));
test("a distance nobody has is unknown", () => assert.deepEqual(figure("distance"), { a1: 100, a2: 300, b1: null }));
test("a change is scaled to equally many days", () => {
  const before = new Map([["a1", 10], ["a2", 2]]);
  assert.deepEqual(figure("change", "grids", { before, scale: 0.5 }), { a1: -1, a2: -1, b1: 2 });
});
test("incidents without a grid are counted for none", () => {
  assert.deepEqual([...countByGrid({ grid: ["a1", null, "a1"] }, [0, 1, 2])], [["a1", 2]]);
});

test("days go over the ends of months and years", () => {
  assert.equal(addDays("2025-12-31", 1), "2026-01-01");
  assert.equal(daysBetween("2026-02-27", "2026-03-01"), 3);
  assert.deepEqual(["2026-11-29", "2026-11-30", "2026-12-01"].map(mondayOf), ["2026-11-23", "2026-11-30", "2026-11-30"]);
});

test("this week is compared with the same days of the last", () => {
  assert.deepEqual(periodsOf("week", "2026-12-02"), { since: "2026-11-30", until: "2026-12-02", sinceBefore: "2026-11-23", untilBefore: "2026-11-25" });
});
test("thirty days are compared with the thirty before", () => {
  const periods = periodsOf("month", "2026-12-02");
  assert.equal(daysBetween(periods.sinceBefore, periods.untilBefore), 30);
  assert.equal(addDays(periods.untilBefore, 1), periods.since);
  assert.equal(scaleOfBefore(periods), 1);
});
test("own periods may be of different length", () => {
  assert.equal(scaleOfBefore(periodsOf("2026-11-11..2026-11-20..2026-10-01..2026-10-05", "2026-12-02")), 2);
});

const roundTrip = (figures) => {
  const query = new URLSearchParams();
  writeFigures(query, figures);
  return readFigures(new URLSearchParams(query.toString()));
};
test("figures come back from an address", () => {
  const figures = { measure: "distance", level: "communities", method: "quantiles", service: "卫生室", way: "straight", symbols: true, heat: true, day: "2026-11-30", window: 7, periods: "2026-11-02..2026-11-08..2026-10-05..2026-10-11" };
  assert.deepEqual(roundTrip(figures), figures);
  assert.deepEqual(roundTrip(DEFAULT_FIGURES), { ...DEFAULT_FIGURES });
});
test("nonsense in an address counts as absent", () => {
  const query = new URLSearchParams("fig=<b>&by=x&classes=toString&way=&day=2026-99-01&window=3&periods=2026-11-08..2026-11-02..a..b&heat=yes");
  assert.deepEqual(readFigures(query), { ...DEFAULT_FIGURES });
});

const town = { incidentsUrl: "/i.json", timezone: "Asia/Shanghai", now: Date.parse("2026-12-01T04:00:00Z"), today: "2026-12-01" };
const urlFor = (filters, figures) => incidentsUrl({ filters: { ...DEFAULT_FILTERS, ...filters }, figures: { ...DEFAULT_FIGURES, ...figures } }, town);
test("only open incidents are fetched while no others are asked for", () => assert.equal(urlFor({}, { measure: "open" }), "/i.json?open=1"));
test("a rate asks for incidents in any state", () => assert.equal(urlFor({}, { measure: "rate" }), "/i.json"));
test("a day asks for lives", () => assert.equal(urlFor({}, { day: "2026-11-30" }), "/i.json?lives=1"));
test("periods long ago are fetched, and what the filters ask for with them", () => {
  const periods = "2026-01-08..2026-01-14..2026-01-01..2026-01-07";
  assert.equal(urlFor({}, { measure: "change", periods }), "/i.json?since=2026-01-01");
  assert.equal(urlFor({ days: null, since: "2026-02-01", until: "2026-02-03" }, { measure: "change", periods }), "/i.json?since=2026-01-01&until=2026-02-03");
});

test("while the slider is open its days are shown, in any state", () => {
  const { days, since, until, groups, onlyOverdue } = shownFilters({ filters: { ...DEFAULT_FILTERS, onlyOverdue: true }, figures: { ...DEFAULT_FIGURES, day: "2026-11-03", window: 7 } });
  assert.deepEqual([days, since, until, groups.length, onlyOverdue], [null, "2026-10-28", "2026-11-03", 6, false]);
});

test("colours hide the symbols unless these are asked for", () => {
  const layers = { incidents: true, illegal_structures: true, service_points: false, grids: true };
  assert.deepEqual(shownLayers({ layers, figures: { ...DEFAULT_FIGURES, measure: "open" } }), { ...layers, incidents: false, illegal_structures: false });
  assert.equal(shownLayers({ layers, figures: { ...DEFAULT_FIGURES, measure: "open", symbols: true } }), layers);
  assert.equal(shownLayers({ layers, figures: DEFAULT_FIGURES }), layers);
  assert.equal(isShown(DEFAULT_FIGURES), false);
});
