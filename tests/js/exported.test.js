import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_FILTERS } from "../../static/js/view/filters.js";
import { exportQuery } from "../../static/js/view/exported.js";

const HERE = { now: Date.parse("2026-06-30T00:00:00Z"), box: null };
const queryOf = (layer, changes = {}, where = HERE) => exportQuery(layer, { ...DEFAULT_FILTERS, ...changes }, where);

test("the first view asks for the open incidents of its days", () => {
  assert.deepEqual(queryOf("incidents"), {
    community: null, grid: null, bbox: null, status: "reported,accepted,whistled,reported_in,returned",
    since: "2026-04-01T00:00:00.000Z", until: null, overdue: null, category: null,
  });
});

test("a range of dates of one's own goes as days", () => {
  const { since, until } = queryOf("incidents", { days: null, since: "2026-01-01", until: "2026-01-31" });
  assert.deepEqual([since, until], ["2026-01-01", "2026-01-31"]);
});

test("all states are no filter, and none let nothing pass", () => {
  assert.equal(queryOf("incidents", { groups: ["reported", "accepted", "whistled", "returned", "settled", "closed"] }).status, null);
  assert.equal(queryOf("incidents", { groups: [] }), null);
  assert.equal(queryOf("illegal-structures", { structureStates: [] }), null);
});

test("what incidents are narrowed by does not narrow service points and grids", () => {
  for (const layer of ["service-points", "grids", "communities"]) {
    assert.deepEqual(queryOf(layer, { groups: [], onlyOverdue: true, community: "433123109003" }), { community: "433123109003", grid: null, bbox: null });
  }
});

test("the screen is a box of degrees", () => {
  assert.equal(queryOf("grids", {}, { ...HERE, box: [109.5, 27.9, 109.61234567, 28] }).bbox, "109.500000,27.900000,109.612346,28.000000");
});
