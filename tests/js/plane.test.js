import assert from "node:assert/strict";
import { test } from "node:test";
import { byZoom, createFrame, createPlane, isInFrame, toPixels } from "../../static/js/paint/plane.js";
import { boxOf, chainsOf, isInside } from "../../static/js/paint/paths.js";

const plane = createPlane(109.6, 27.95);

test("a place comes back from the plane", () => {
  const [lon, lat] = plane.unproject(...plane.project(109.5591739, 27.9753399));
  assert.ok(Math.abs(lon - 109.5591739) < 1e-9 && Math.abs(lat - 27.9753399) < 1e-9);
});

test("north is up and east is right", () => {
  const [x, y] = plane.project(109.61, 27.96);
  assert.ok(x > 0 && y < 0);
});

test("a metre has its length in the plane", () => {
  const [, y] = plane.project(109.6, 27.95 + 100 / 110_900);
  assert.ok(Math.abs(-y / plane.unitsOfMetre - 100) < 0.7);
});

test("the middle of a frame is the place it was made for", () => {
  const frame = createFrame(plane, { lon: 109.6, lat: 27.95, zoom: 15, width: 800, height: 600, ratio: 1 });
  assert.deepEqual(toPixels(frame, 0, 0), [400, 300]);
  assert.ok(isInFrame(frame, 0, 0));
  assert.ok(!isInFrame(frame, ...plane.project(109.7, 27.95)));
});

test("values grow between the stops of the zoom", () => {
  assert.deepEqual([10, 12, 13, 14, 20].map((zoom) => byZoom(zoom, [[12, 1], [14, 3]])), [1, 1, 2, 3, 3]);
});

test("a hole is not inside", () => {
  const ring = (a, b) => [[a, a], [b, a], [b, b], [a, b], [a, a]].map(([x, y]) => [109.6 + x / 1000, 27.95 + y / 1000]);
  const rings = chainsOf({ type: "Polygon", coordinates: [ring(0, 9), ring(3, 6)] }, plane);
  assert.ok(isInside(rings, ...plane.project(109.601, 27.951)));
  assert.ok(!isInside(rings, ...plane.project(109.6045, 27.9545)));
  assert.ok(boxOf(rings)[0] < boxOf(rings)[2]);
});
