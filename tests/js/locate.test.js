import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { createLocator } from "../../static/js/locate.js";
import { createProjection } from "../../static/js/locate/mercator.js";

const kept = (name) => JSON.parse(gunzipSync(readFileSync(new URL(`../data/locate/${name}.json.gz`, import.meta.url))));
const isAsFar = (one, other) => Object.is(one, other) || Math.abs(one - other) < 1e-3;

for (const name of ["town", "drawing", "slanting"]) {
  test(`every answer about the ${name} is that of the core`, () => {
    const { plan, lon, lat, ...expected } = kept(name);
    const { locate } = createLocator(plan);
    lon.forEach((_, i) => {
      const found = locate(Number(lon[i]), Number(lat[i]));
      const where = `at ${lon[i]}, ${lat[i]}`;
      assert.equal(found.cell, expected.cell[i], where);
      assert.equal(found.rule, expected.rule[i], where);
      assert.equal(found.runner_up, expected.runner_up[i], where);
      assert.ok(isAsFar(found.edge_distance_m, Number(expected.edge_distance_m[i])), where);
    });
  });
}

test("an owner is named by its code", () => {
  const { plan } = kept("drawing");
  const { locate } = createLocator(plan);
  assert.equal(locate(109.6001, 27.9481).code, "a");
  assert.equal(locate(0, 0).code, null);
});

test("what is no pair of numbers has no position", () => {
  const { locate } = createLocator(kept("drawing").plan);
  for (const position of [[], [null, null], ["109.6", "27.94"], [NaN, 27.94], [109.6, Infinity], [[109.6], 27.94], [{}, true]]) {
    assert.deepEqual(locate(...position), { cell: -1, code: null, rule: "no_position", edge_distance_m: NaN, runner_up: -1 });
  }
});

test("in a plan without cells every position is outside", () => {
  const { plan } = kept("drawing");
  const arcs = { left: [], right: [], sizes: [], deltas: [] };
  const { locate } = createLocator({ ...plan, arcs, cells: { codes: [] } });
  assert.deepEqual(locate(109.6, 27.94), { cell: -1, code: null, rule: "outside", edge_distance_m: Infinity, runner_up: -1 });
});

test("a plan may say how far outside is near", () => {
  const { plan } = kept("drawing");
  const justOutside = [109.59999, 27.945];
  assert.equal(createLocator(plan).locate(...justOutside).rule, "near");
  assert.equal(createLocator({ ...plan, tolerance_m: 0.5 }).locate(...justOutside).rule, "outside");
});

test("another format, another version or a damaged plan is refused", () => {
  const { plan } = kept("drawing");
  for (const wrong of [null, {}, { ...plan, format: "geojson" }, { ...plan, version: 2 }]) {
    assert.throws(() => createLocator(wrong), /compact plan/);
  }
  assert.throws(() => createLocator({ ...plan, arcs: { ...plan.arcs, deltas: plan.arcs.deltas.slice(2) } }), /damaged/);
});

test("the metric plane is that of PROJ to a micrometre", () => {
  const utm33South = { central_meridian: 15, scale: 0.9996, false_easting_m: 500_000, false_northing_m: 10_000_000, semi_major_m: 6_378_137, inverse_flattening: 298.257223563 };
  for (const [plane, place, [east, north]] of [
    [kept("town").plan.plane, [109.6, 27.9], [362158.7038516076, 3088148.0011856155]],
    [utm33South, [18.4, -33.9], [814420.3309513011, 6243724.840074809]],
  ]) {
    const [x, y] = createProjection(plane)(...place);
    assert.ok(Math.hypot(x - east, y - north) < 1e-6);
  }
});

test("the metric plane ends somewhere", () => {
  const project = createProjection(kept("town").plan.plane);
  for (const place of [[109.6, 90.1], [201, 0], [1e3, 27.9]]) assert.deepEqual(project(...place), [Infinity, Infinity]);
});
