import assert from "node:assert/strict";
import { test } from "node:test";
import { createCategories } from "../../static/js/items/categories.js";
import { decodeColumns } from "../../static/js/items/columns.js";
import { INCIDENT_GROUPS } from "../../static/js/items/states.js";
import { countChanged, DEFAULT_FILTERS, passing } from "../../static/js/view/filters.js";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2025, 5, 30, 12);
const packed = {
  n: 3, scale: 1e-6, lon0: 109.6, lat0: 27.9, id: [11, 12, 13],
  x: [0, 1500, -200], y: [10, 20, 30],
  status: [0, 1, 2], statuses: ["accepted", "closed", "reported_in"],
  category: [0, 1, 0], categories: ["0101", "0201"],
  grid: [0, -1, 1], grids: ["433123109003005", "E05000770"],
  t0: (NOW - 20 * DAY_MS) / 1000, t: [0, 1440, 19 * 1440], overdue: Uint8Array.of(1, 0, 0),
};
const incidents = decodeColumns(packed);
const categories = createCategories([{ code: "01", name: "市容环境", label: "Streets", parent_code: null }, { code: "0101", name: "暴露垃圾", parent_code: "01" }, { code: "0201", name: "x", parent_code: "02" }]);
const communities = { 433123109003005: "433123109003", E05000770: "E08000006" };
const facts = { now: NOW, startOfDay: (day) => Date.parse(day), parentOf: categories.parentOf, communityOf: (grid) => communities[grid] };
const ids = (filters) => passing(incidents, { ...DEFAULT_FILTERS, ...filters }, facts).map((row) => incidents.id[row]);
const every = { groups: INCIDENT_GROUPS.map(({ key }) => key) };

test("columns give back places, states, grids and times", () => {
  assert.deepEqual([incidents.lon[1], incidents.lat[1]].map((value) => value.toFixed(6)), ["109.601500", "27.900020"]);
  assert.equal(INCIDENT_GROUPS[incidents.group[2]].key, "whistled");
  assert.deepEqual(incidents.grid, ["433123109003005", null, "E05000770"]);
  assert.equal(incidents.at[1], NOW - 19 * DAY_MS);
});

test("the first view shows open incidents only", () => assert.deepEqual(ids({}), [11, 13]));
test("closed ones come when they are asked for", () => assert.deepEqual(ids(every), [11, 12, 13]));
test("the last seven days leave out what is older", () => assert.deepEqual(ids({ ...every, days: 7 }), [13]));
test("the last day of an own range counts", () => assert.deepEqual(ids({ ...every, days: null, since: "2025-06-10", until: "2025-06-11" }), [11, 12]));
test("an upper category lets its own pass", () => assert.deepEqual(ids({ ...every, categories: ["01"] }), [11, 13]));
test("a community lets its grids pass, and nothing without a grid", () => assert.deepEqual(ids({ ...every, community: "433123109003" }), [11]));
test("a community is told from its grids, not from how their codes begin", () => {
  assert.deepEqual(ids({ ...every, community: "E08000006" }), [13]);
  assert.deepEqual(ids({ ...every, community: "433123109" }), []);
});
test("a grid goes before its community", () => assert.deepEqual(ids({ ...every, community: "433123109003", grid: "E05000770" }), [13]));
test("only overdue ones", () => assert.deepEqual(ids({ ...every, onlyOverdue: true }), [11]));

test("changed filters are counted, time and place once each", () => {
  assert.equal(countChanged(DEFAULT_FILTERS), 0);
  assert.equal(countChanged({ ...DEFAULT_FILTERS, days: null, since: "2025-01-01", community: "c", grid: "g" }), 2);
});

test("a lower category has the icon of its upper one", () => {
  assert.equal(categories.iconOf("0101"), categories.iconOf("01"));
  assert.equal(categories.iconOf("0999"), "tag");
  assert.equal(categories.upperOf("0101").label, "Streets");
  assert.equal(categories.upperOf("01"), null);
});
