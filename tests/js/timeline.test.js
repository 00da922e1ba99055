import assert from "node:assert/strict";
import { test } from "node:test";
import { classified, scaleOf } from "../../static/js/figures/scales.js";
import { createTimeline, daysOf } from "../../static/js/figures/timeline.js";
import { DEFAULT_FILTERS } from "../../static/js/view/filters.js";

const hour = (text) => Date.parse(`${text}:00Z`);
const startOfDay = (day) => Date.parse(`${day}T00:00:00Z`);
const days = ["2026-11-01", "2026-11-02", "2026-11-03"];
const incidents = {
  at: ["2026-11-01T10:00", "2026-11-01T23:59", "2026-11-02T00:00", "2026-11-03T08:00"].map(hour),
  ended: [hour("2026-11-02T12:00"), Infinity, hour("2026-11-02T09:00"), Infinity],
  due: [hour("2026-11-01T20:00"), hour("2026-11-02T20:00"), hour("2026-11-02T08:00"), Infinity],
};
const NOW = hour("2026-11-03T09:00");
const timeline = createTimeline(incidents, [0, 1, 2, 3], days, startOfDay, NOW);

test("each incident is counted on the day it was reported", () => assert.deepEqual(timeline.counts, [2, 1, 1]));
test("a window takes the days before along", () => {
  assert.deepEqual(timeline.reported(1, 1), [2]);
  assert.deepEqual(timeline.reported(2, 7), [0, 1, 2, 3]);
});
test("open at the end of a day is what was not settled by then", () => {
  assert.deepEqual([0, 1, 2].map((i) => timeline.open(i)), [[0, 1], [1], [1, 3]]);
});
test("overdue at the end of a day is what was open past its deadline", () => {
  assert.deepEqual([0, 1, 2].map((i) => timeline.overdue(i)), [[0], [1], [1]]);
});
test("today ends now: what is due tonight is not overdue yet", () => {
  const dueTonight = { at: [hour("2026-11-03T08:00")], ended: [Infinity], due: [hour("2026-11-03T20:00")] };
  assert.deepEqual(createTimeline(dueTonight, [0], days, startOfDay, NOW).overdue(2), []);
});
test("a day outside counts as the nearest", () => {
  assert.deepEqual(["2026-10-01", "2026-11-02", "2027-01-01"].map(timeline.placeOf), [0, 1, 2]);
});

const known = { today: "2026-12-01", earliest: "2026-05-01" };
test("the slider goes through the days of the filters", () => {
  const last7 = daysOf({ ...DEFAULT_FILTERS, days: 7 }, known);
  assert.deepEqual([last7.length, last7[0], last7.at(-1)], [7, "2026-11-25", "2026-12-01"]);
  const own = { ...DEFAULT_FILTERS, days: null, since: "2026-03-01", until: "2026-03-03" };
  assert.deepEqual(daysOf(own, known), ["2026-03-01", "2026-03-02", "2026-03-03"]);
  assert.equal(daysOf({ ...own, since: null, until: null }, known)[0], "2026-05-01");
});
test("it has a day at least, and a year at most", () => {
  const range = (since, until) => daysOf({ ...DEFAULT_FILTERS, days: null, since, until }, known);
  assert.deepEqual(range("2026-03-05", "2026-03-01"), ["2026-03-01"]);
  assert.equal(range("1999-01-01", "2026-11-30").length, 366);
  assert.equal(range("1999-01-01", "2026-11-30").at(-1), "2026-11-30");
});

test("classes tell where their values really reach, and how many areas lie in each", () => {
  const scale = scaleOf([0, 0, 1, 2, 9, 10], { measure: "open", method: "breaks" });
  const { classes, unknown, areas } = classified(new Map([["a", 0], ["b", 9.5], ["c", null]]), scale, (code) => code.toUpperCase());
  assert.deepEqual(classes.map(({ low, high }) => [low, high]), [[0, 0], [1, 1], [2, 2], [9, 9], [10, 10]]);
  assert.deepEqual(classes.map(({ count }) => count), [1, 0, 0, 0, 1]);
  assert.equal(unknown, 1);
  assert.deepEqual(areas[2], { code: "c", name: "C", value: null, shade: null });
});
test("a single class has the middle shade", () => {
  const scale = scaleOf([3, 3], { measure: "open", method: "quantiles" });
  assert.equal(classified(new Map([["a", 3]]), scale, String).classes[0].shade, 2);
});
test("many values are sampled with the least and the most kept", () => {
  const scale = scaleOf(Array.from({ length: 20_000 }, (_, i) => i), { measure: "rate", method: "quantiles" });
  assert.deepEqual([scale.ranges[0].low, scale.ranges.at(-1).high], [0, 19_999]);
});
