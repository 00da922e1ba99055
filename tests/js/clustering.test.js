import assert from "node:assert/strict";
import { test } from "node:test";
import { clusterPoints } from "../../static/js/paint/items/clustering.js";

/** Run to the end; clusters as lists of rows. */
function clustersOf(xs, ys, radius, rows = xs.map((_, row) => row)) {
  const steps = clusterPoints(xs, ys, Uint32Array.from(rows), radius);
  let step;
  do step = steps.next();
  while (!step.done);
  const { n, starts, members, x, y } = step.value;
  const lists = Array.from({ length: n }, (_, i) => [...members.subarray(starts[i], starts[i + 1])]);
  return { lists, x, y };
}

/** The same numbers in every run. */
function strewn(count, width) {
  let state = 12345;
  const next = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32;
  return [Array.from({ length: count }, () => next() * width), Array.from({ length: count }, () => next() * width)];
}

test("what lies within the radius of the first free point is one with it", () =>
  assert.deepEqual(clustersOf([0, 5, 100, 9], [0, 0, 0, 0], 10).lists, [[0, 1, 3], [2]]));

test("a cluster stands at the middle of its points", () => {
  const { x, y } = clustersOf([0, 4], [0, 8], 10);
  assert.deepEqual([x[0], y[0]], [2, 4]);
});

test("only the rows asked for are clustered", () => assert.deepEqual(clustersOf([0, 1, 2], [0, 0, 0], 10, [2, 0]).lists, [[2, 0]]));
test("no rows are no clusters", () => assert.deepEqual(clustersOf([], [], 10).lists, []));
test("one row is one cluster", () => assert.deepEqual(clustersOf([7], [7], 10).lists, [[0]]));
test("a point on the other side of the globe is no trouble", () => assert.deepEqual(clustersOf([0, 1e8, 3], [0, -1e8, 0], 10).lists, [[0, 2], [1]]));

test("every point is in one cluster, near the one that took it, and clusters are not near another", () => {
  const radius = 30;
  const [xs, ys] = strewn(5000, 2000);
  const { lists } = clustersOf(xs, ys, radius);
  const distance = (a, b) => Math.hypot(xs[a] - xs[b], ys[a] - ys[b]);

  assert.deepEqual(lists.flat().sort((a, b) => a - b), xs.map((_, row) => row));
  for (const [first, ...others] of lists) assert.ok(others.every((row) => distance(first, row) <= radius));
  const firsts = lists.map(([first]) => first);
  assert.ok(firsts.every((a, i) => firsts.slice(i + 1).every((b) => distance(a, b) > radius)));
});
