import assert from "node:assert/strict";
import { test } from "node:test";
import { indexBoxes } from "../../static/js/paint/cell_index.js";

test("whatever box holds a point is found, in the order of the boxes", () => {
  const things = Array.from({ length: 400 }, (_, i) => {
    const [x, y, side] = [(i * 37) % 200, (i * 91) % 150, 1 + (i % 23)];
    return { box: [x, y, x + side, y + side] };
  });
  const at = indexBoxes(things);
  const holds = (x, y) => ({ box: [west, north, east, south] }) => x >= west && x <= east && y >= north && y <= south;

  for (let i = 0; i < 300; i++) {
    const [x, y] = [(i * 13.7) % 230, (i * 7.3) % 180];
    assert.deepEqual(at(x, y).filter(holds(x, y)), things.filter(holds(x, y)));
  }
});

test("a point far from all boxes is in none", () => assert.deepEqual(indexBoxes([{ box: [0, 0, 1, 1] }])(99, 99), []));
test("no boxes hold nothing", () => assert.deepEqual(indexBoxes([])(0, 0), []));
