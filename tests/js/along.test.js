import assert from "node:assert/strict";
import { test } from "node:test";
import { layAlong, lengthOf, partsInside } from "../../static/js/paint/labels/along.js";

const layout = (line, text) => layAlong(line, text, [...text].map(() => 10), lengthOf(line) / 2);
const word = (glyphs) => glyphs.map(({ char }) => char).join("");
const degrees = ({ angle }) => Math.round((angle * 180) / Math.PI) + 0;

test("a text stands in the middle of its line", () => {
  assert.deepEqual(layout([0, 0, 100, 0], "ab").map(({ x, y }) => [Math.round(x), y]), [[45, 0], [55, 0]]);
});

test("a text is read from left to right whichever way the line was drawn", () => {
  const glyphs = layout([100, 0, 0, 0], "ab");
  assert.ok(glyphs[0].x < glyphs[1].x);
  assert.equal(word(glyphs), "ab");
  assert.equal(degrees(glyphs[0]), 0);
});

test("Chinese stands upright on a steep line, from the top down", () => {
  const glyphs = layout([0, 100, 0, 0], "建设路");
  assert.deepEqual(glyphs.map(degrees), [0, 0, 0]);
  assert.ok(glyphs[0].y < glyphs[2].y);
});

test("other scripts turn with the line", () => {
  assert.deepEqual(layout([0, 100, 0, 0], "abc").map(degrees), [-90, -90, -90]);
});

test("a text that is longer than its line is not laid", () => {
  assert.equal(layout([0, 0, 15, 0], "ab"), null);
});

test("a text is not bent around a sharp corner", () => {
  assert.equal(layout([0, 0, 50, 0, 50, 50], "沿江东路"), null);
});

test("a line is cut at the sides of a box", () => {
  assert.deepEqual(partsInside([-10, 5, 20, 5], [0, 0, 10, 10]), [[0, 5, 10, 5]]);
});

test("a line that leaves a box and comes back is two parts", () => {
  assert.equal(partsInside([5, 5, 5, 20, 8, 20, 8, 5], [0, 0, 10, 10]).length, 2);
});
