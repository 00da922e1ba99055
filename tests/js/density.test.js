import assert from "node:assert/strict";
import { test } from "node:test";
import { densityOf } from "../../static/js/figures/density.js";

const BOX = [0, 0, 1000, 600];
const whole = ({ values, cell }) => values.reduce((sum, value) => sum + value, 0) * cell * cell;
const at = ({ x, y, cell, width, values }, px, py) => values[Math.floor((py - y) / cell) * width + Math.floor((px - x) / cell)];

test("each point counts as one, wherever it lies", () => {
  for (const points of [[500, 300], [0, 0, 1000, 600], [37, 411, 512.3, 66.6, 512.3, 66.6]]) {
    assert.ok(Math.abs(whole(densityOf(points, 80, BOX)) - points.length / 2) < 0.01 * points.length, String(points));
  }
});

test("it is densest where the points are, and nothing farther off than the radius", () => {
  const density = densityOf([300, 300], 80, BOX);
  assert.ok(Math.abs(at(density, 300, 300) - density.most) < density.most * 0.02);
  assert.ok(Math.abs(density.most - 3 / (Math.PI * 80 * 80)) < density.most * 0.05);
  assert.equal(at(density, 300, 390), 0);
});

test("two points at one place are twice as dense", () => {
  assert.ok(Math.abs(densityOf([300, 300, 300, 300], 80, BOX).most / densityOf([300, 300], 80, BOX).most - 2) < 1e-6);
});

test("a large town has no more cells than a picture bears", () => {
  const { width, height } = densityOf([], 10, [0, 0, 1e6, 1e5]);
  assert.ok(width <= 513 && height <= 513);
});

test("points far outside are left out, and none makes nothing", () => {
  assert.equal(whole(densityOf([-9e5, 300, 300, 9e9], 80, BOX)), 0);
  assert.equal(densityOf([], 80, BOX).most, 0);
});
