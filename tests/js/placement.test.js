import assert from "node:assert/strict";
import { test } from "node:test";
import { boxAround, placeLabels } from "../../static/js/paint/labels/placement.js";

const label = (name, priority, ...places) => ({ name, priority, places: places.map((box) => [box]) });
const names = (placed) => placed.map(({ candidate, place }) => `${candidate.name}${place}`);

test("of two labels in one place the more important stands", () => {
  assert.deepEqual(names(placeLabels([label("low", 1, [0, 0, 10, 10]), label("high", 2, [5, 5, 15, 15])])), ["high0"]);
});

test("a label takes its next place when the first is taken", () => {
  assert.deepEqual(names(placeLabels([label("a", 2, [0, 0, 10, 10]), label("b", 1, [5, 5, 15, 15], [20, 0, 30, 10])])), ["a0", "b1"]);
});

test("labels that only touch both stand", () => {
  assert.deepEqual(names(placeLabels([label("a", 1, [0, 0, 10, 10]), label("b", 1, [10, 0, 20, 10])])), ["a0", "b0"]);
});

test("of equals the first given stands, so that the picture does not flicker", () => {
  assert.deepEqual(names(placeLabels([label("a", 1, [0, 0, 10, 10]), label("b", 1, [0, 0, 10, 10])])), ["a0"]);
});

test("no label covers an obstacle", () => {
  assert.deepEqual(placeLabels([label("a", 1, [0, 0, 10, 10])], [[8, 8, 12, 12]]), []);
});

test("of the labels of a county of 2,000 grids no two overlap, wherever each may move", () => {
  let seed = 11;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const candidates = Array.from({ length: 2000 }, (_, i) => {
    const [x, y, width] = [random() * 1440, random() * 900, 30 + 50 * random()];
    return label(String(i), random(), ...[[0, 0], [0, -14], [0, 14], [-20, 0], [20, 0]].map(([dx, dy]) => boxAround(x + dx, y + dy, width, 14)));
  });
  const boxes = placeLabels(candidates).map(({ candidate, place }) => candidate.places[place][0]);
  const overlaps = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]));
  assert.ok(boxes.length > 300);
  assert.deepEqual(overlaps, []);
});

test("no two of a thousand placed labels overlap", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const candidates = Array.from({ length: 1000 }, (_, i) => label(String(i), random(), boxAround(random() * 800, random() * 600, 40 + 60 * random(), 14)));
  const boxes = placeLabels(candidates).map(({ candidate }) => candidate.places[0][0]);
  const overlaps = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]));
  assert.ok(boxes.length > 50);
  assert.deepEqual(overlaps, []);
});
