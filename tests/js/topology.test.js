import assert from "node:assert/strict";
import { test } from "node:test";
import { edgesOf, neighboursOf, tintsOf } from "../../static/js/paint/topology.js";

/** Unit squares side by side: [0 0] is the square from (0, 0) to (1, 1). */
const square = (x, y) => [Float64Array.of(x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y)];
const sides = (edges) => edges.map(({ cell, other }) => `${cell}|${other}`).sort();

test("an edge that two cells share is drawn once", () => {
  assert.deepEqual(sides(edgesOf([square(0, 0), square(1, 0)])), ["0|-1", "1|-1", "1|0"]);
});

test("a run of segments with one neighbour is one edge, however the ring begins", () => {
  const outside = edgesOf([square(0, 0), square(1, 0)]).find(({ cell, other }) => cell === 0 && other === -1);
  assert.equal(outside.chain.length / 2, 4);
});

test("rings of opposite winding share their edges all the same", () => {
  const turned = [square(1, 0)[0].slice().reduce((ring, _, i, all) => (i % 2 ? ring : [all[i], all[i + 1], ...ring]), [])].map((ring) => Float64Array.from(ring));
  assert.deepEqual(sides(edgesOf([square(0, 0), turned])), ["0|-1", "1|-1", "1|0"]);
});

test("a cell inside another shares all of its edge with it", () => {
  const hole = Float64Array.of(1, 1, 1, 2, 2, 2, 2, 1, 1, 1);
  const around = [Float64Array.of(0, 0, 3, 0, 3, 3, 0, 3, 0, 0), hole];
  assert.deepEqual(sides(edgesOf([around, square(1, 1)])), ["0|-1", "1|0"]);
});

test("neighbours never get the same tint", () => {
  const cells = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)];
  const neighbours = neighboursOf(edgesOf(cells), cells.length);
  const tints = tintsOf(neighbours);
  neighbours.forEach((others, i) => others.forEach((j) => assert.notEqual(tints[i], tints[j])));
  assert.ok(Math.max(...tints) <= 2);
});
