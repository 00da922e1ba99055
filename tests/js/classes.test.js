import assert from "node:assert/strict";
import { test } from "node:test";
import { breaksOf, changeBreaks, changeClassOf, classOf } from "../../static/js/figures/classes.js";

const sizes = (breaks, values) => breaks.map((_, i) => values.filter((value) => classOf(breaks, value) === i).length);
const spread = (values) => values.reduce((sum, value) => sum + (value - values.reduce((a, b) => a + b) / values.length) ** 2, 0);

/** The least sum of squares of all ways to cut sorted values into classes. */
function leastSpread(sorted, count) {
  if (count === 1) return spread(sorted);
  let least = Infinity;
  for (let cut = 1; cut <= sorted.length - count + 1; cut++) least = Math.min(least, spread(sorted.slice(0, cut)) + leastSpread(sorted.slice(cut), count - 1));
  return least;
}

test("quantiles put equally many values into each class", () => {
  const values = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
  assert.deepEqual(sizes(breaksOf(values, 5, "quantiles"), values), [20, 20, 20, 20, 20]);
});

test("quantiles interpolate as numpy does", () => {
  assert.deepEqual(breaksOf([1, 2, 3, 4, 10], 4, "quantiles"), [2, 3, 4, 10]);
  assert.deepEqual(breaksOf([0, 1], 4, "quantiles"), [0.25, 0.5, 0.75, 1]);
});

test("equal intervals are equally wide", () => assert.deepEqual(breaksOf([0, 3, 10], 5, "intervals"), [2, 4, 6, 8, 10]));

test("natural breaks fall where the gaps are", () => {
  assert.deepEqual(breaksOf([1, 2, 3, 20, 21, 22, 90, 91, 300, 301, 1000], 5, "breaks"), [3, 22, 91, 301, 1000]);
});

test("natural breaks have the least spread of all cuts", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 30; round++) {
    const values = Array.from({ length: 12 }, () => Math.round(random() ** 3 * 1000) + round);
    const breaks = breaksOf(values, 4, "breaks");
    const found = breaks.reduce((sum, _, i) => sum + spread(values.filter((value) => classOf(breaks, value) === i)), 0);
    assert.ok(Math.abs(found - leastSpread([...values].sort((a, b) => a - b), 4)) < 1e-6, String(values));
  }
});

test("values far from nothing are cut as those near it", () => {
  assert.deepEqual(breaksOf([1e9, 1e9 + 1, 1e9 + 50, 1e9 + 51], 2, "breaks"), [1e9 + 1, 1e9 + 51]);
});

for (const method of ["quantiles", "intervals", "breaks"]) {
  test(`equal values make one class, and none make none: ${method}`, () => {
    assert.deepEqual(breaksOf([4, 4, 4], 5, method), [4]);
    assert.deepEqual(breaksOf([], 5, method), []);
  });

  test(`classes of change are the same on both sides: ${method}`, () => {
    const changes = [-9, -4, -1, 0, 0, 1, 2, 7];
    const breaks = changeBreaks(changes, method);
    assert.equal(breaks.length, 5);
    for (const change of changes) assert.equal(changeClassOf(breaks, change) + changeClassOf(breaks, -change), 4);
    assert.equal(changeClassOf(breaks, 0), 2);
    assert.equal(changeClassOf(breaks, 9), 4);
  });

  test(`where nothing changed all are about the same: ${method}`, () => {
    assert.deepEqual(changeBreaks([0, 0, 0], method), []);
    assert.equal(changeClassOf([], 0), 2);
  });
}

test("where all changed by the same, that is a change", () => {
  const breaks = changeBreaks([3, -3, 3], "quantiles");
  assert.deepEqual([3, -3, 0].map((change) => changeClassOf(breaks, change)), [4, 0, 2]);
});
