import assert from "node:assert/strict";
import { test } from "node:test";
import { numberSegments } from "../../static/js/paint/segments.js";

test("segments are numbered as they are met, in either direction", () => {
  const numberOf = numberSegments(3);
  assert.deepEqual([numberOf(0, 0, 1, 0), numberOf(1, 0, 1, 1), numberOf(1, 0, 0, 0), numberOf(1, 1, 1, 0), numberOf(0, 0, 1, 1)], [0, 1, 0, 1, 2]);
});

test("nothing and less than nothing are one place", () => {
  const numberOf = numberSegments(2);
  assert.equal(numberOf(0, -0, 1, 1), numberOf(1, 1, -0, 0));
});

test("a raster of thousands has a number for each side", () => {
  const side = 60;
  const numberOf = numberSegments(4 * side * side);
  const numbers = new Set();
  for (let x = 0; x < side; x++) {
    for (let y = 0; y < side; y++) {
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]].map(([a, b]) => [a / 7, b / 7]);
      corners.forEach((corner, i) => numbers.add(numberOf(...corner, ...corners[(i + 1) % 4])));
    }
  }
  assert.equal(numbers.size, 2 * side * (side + 1));
});
