import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILT_IN, DEFAULT_BASE_MAP, NONE, surfaceOf } from "../../static/js/view/base_map.js";

test("the town's own map is the first choice, whole", () => {
  assert.deepEqual(surfaceOf(DEFAULT_BASE_MAP, false), { kind: "built-in", opacity: 1 });
});

test("no base map, and one that is wholly clear, leave paper", () => {
  assert.equal(surfaceOf({ key: NONE, opacity: 1 }, false).kind, "paper");
  assert.equal(surfaceOf({ key: BUILT_IN, opacity: 0 }, false).kind, "paper");
});

test("until tiles are there the town's own map stays, whole", () => {
  assert.deepEqual(surfaceOf({ key: "osm", opacity: 0.4 }, false), { kind: "built-in", opacity: 1 });
  assert.deepEqual(surfaceOf({ key: "osm", opacity: 0.4 }, true), { kind: "tiles", opacity: 0.4 });
});
