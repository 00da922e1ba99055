import assert from "node:assert/strict";
import { test } from "node:test";

const LETTER_PX = 10;
globalThis.OffscreenCanvas = class {
  getContext() {
    return { measureText: (text) => ({ width: text.length * LETTER_PX }) };
  }
};
const { gridLabels } = await import("../../static/js/paint/labels/division.js");

/** One square grid of 1000 pixels, its name in the middle, and a screen of 200 pixels. */
const grid = {
  code: "433123109003001", name: "OldTown 1", community: "433123109003", label: [500, 500], room_m: 500,
  rings: [Float64Array.of(0, 0, 1000, 0, 1000, 1000, 0, 1000)],
};
const cells = {
  grids: [grid],
  gridAt: (x, y) => (x > 0 && y > 0 && x < 1000 && y < 1000 ? grid : undefined),
  community: () => ({ name: "OldTown" }),
};
const labelsAbout = (x, y, zoom = 18) => gridLabels(
  cells,
  { zoom, scale: 1, width: 240, height: 240, margin: 20, box: [x - 120, y - 120, x + 120, y + 120] },
  { selection: null, unitsOfMetre: 1 },
);

test("a grid whose middle is off the screen has its name in the middle of the screen", () => {
  const [label] = labelsAbout(800, 800);
  assert.equal(label.text, "OldTown 1");
  assert.deepEqual(label.at[0], [120, 120]);
});
test("such a name keeps to its own grid", () => {
  const [label] = labelsAbout(990, 800);
  assert.ok(label.at.every(([x]) => x < 130));
});
test("a grid whose middle is on the screen is named there, once", () => {
  assert.deepEqual(labelsAbout(520, 520).map(({ at }) => at[0]), [[100, 100]]);
});
test("the community is left out of a name only while it is on the map itself", () => {
  assert.deepEqual([15, 18].map((zoom) => labelsAbout(500, 500, zoom)[0].text), ["1", "OldTown 1"]);
});
