import assert from "node:assert/strict";
import { test } from "node:test";

// Text is measured on a canvas, which Node has none of: here every character is as wide as it is high.
globalThis.OffscreenCanvas = class {
  getContext() {
    return { font: "", measureText: (text) => ({ width: 12 * text.length }) };
  }
};
const { waterLabels, waterNamesOf } = await import("../../static/js/paint/labels/water.js");
const { createFrame, createPlane } = await import("../../static/js/paint/plane.js");

const plane = createPlane(109.6, 27.95);
const along = [[109.58, 27.95], [109.6, 27.95], [109.62, 27.95]];
const river = (name, midline) => ({ properties: { name, midline } });
const frameAt = (zoom, lon = 109.6) => createFrame(plane, { lon, lat: 27.95, zoom, width: 1000, height: 600, ratio: 1 });

test("a river's name stands along its middle, letter after letter", () => {
  const [label] = waterLabels(waterNamesOf({ features: [river("沱江", along)] }, plane), frameAt(14));

  assert.deepEqual(label.glyphs[0].map(({ char }) => char), ["沱", "江"]);
  assert.ok(label.glyphs[0].every(({ y }) => Math.abs(y - 300) < 1));
});

test("a name is told again along a long river, and not at all from afar or elsewhere", () => {
  const names = waterNamesOf({ features: [river("沱江", along)] }, plane);

  assert.equal(waterLabels(names, frameAt(12)).length, 0);
  assert.equal(waterLabels(names, frameAt(16, 109.7)).length, 0);
  assert.equal(waterLabels(names, createFrame(plane, { lon: 109.6, lat: 27.95, zoom: 16, width: 2000, height: 600, ratio: 1 })).length, 2);
});

test("water without a name or a middle has no label", () => {
  assert.deepEqual(waterNamesOf({ features: [river(null, along), river("池", null)] }, plane), []);
});
