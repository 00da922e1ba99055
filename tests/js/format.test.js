import assert from "node:assert/strict";
import { test } from "node:test";
import { createFormats, startOfDay } from "../../static/js/format.js";

const zh = createFormats("zh-Hans", "Asia/Shanghai");
const en = createFormats("en", "Asia/Shanghai");

test("areas turn from square metres to hectares", () => {
  assert.equal(en.area(46.5), "46.5 m²");
  assert.equal(en.area(67_890), "6.8 ha");
  assert.equal(zh.area(67_890), "6.8公顷");
});

test("distances turn from metres to kilometres", () => {
  assert.equal(en.distance(12.34), "12.3 m");
  assert.equal(en.distance(345.6), "346 m");
  assert.equal(en.distance(1234), "1.2 km");
});

test("times are those of the town, not of the reader", () => {
  assert.equal(zh.moment("2025-06-30T18:30:00Z"), "2025/07/01 02:30");
  assert.equal(zh.isoDay("2025-06-30T18:30:00Z"), "2025-07-01");
});

test("a day without a clock stays that day", () => {
  assert.equal(zh.day("2025-01-01"), "2025年1月1日");
});

test("a moment of today is told by its hour, another by its day", () => {
  const now = Date.parse("2025-06-30T04:00:00Z");
  assert.equal(en.near("2025-06-30T09:00:00Z", now), "17:00");
  assert.equal(en.near("2025-07-02T09:00:00Z", now), "Jul 2");
});

test("a day begins at midnight in the town", () => {
  assert.equal(new Date(startOfDay("2025-07-01", "Asia/Shanghai")).toISOString(), "2025-06-30T16:00:00.000Z");
  assert.equal(new Date(startOfDay("2025-07-01", "America/New_York")).toISOString(), "2025-07-01T04:00:00.000Z");
});
