import assert from "node:assert/strict";
import { test } from "node:test";
import { createProjection } from "../../static/js/locate/mercator.js";
import { createFrame, createPlane } from "../../static/js/paint/plane.js";
import { flowLegend, layOut, PAPERS, resolutionOf } from "../../static/js/print/paper.js";
import { withResolution } from "../../static/js/print/png.js";
import { CSS_PX_MM, scaleFor, SCALES, zoomOf } from "../../static/js/print/scale.js";

const WAYS = [true, false].flatMap((isWide) => Object.keys(PAPERS).map((paper) => ({ paper, isWide })));

/** Length on the ground, in the metric plane of the place, of a line on the sheet in millimetres from its middle. */
function groundLength({ lon, lat, scale, from, to }) {
  const plane = createPlane(lon, lat);
  const zoom = zoomOf(scale, lat);
  const frame = createFrame(plane, { lon, lat, zoom, width: 0, height: 0, ratio: 1 });
  const project = createProjection({
    central_meridian: Math.round(lon / 3) * 3, scale: 1, false_easting_m: 500_000, false_northing_m: 0, semi_major_m: 6378137, inverse_flattening: 298.257222101,
  });
  const [a, b] = [from, to].map(([x, y]) => project(...plane.unproject(x / CSS_PX_MM / frame.scale, y / CSS_PX_MM / frame.scale)));
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

test("a ruler on the sheet tells metres on the ground, everywhere in China and at every scale", () => {
  for (const lat of [4, 18, 27.95, 40, 53]) {
    for (const scale of SCALES) {
      for (const [from, to] of [[[-190, 0], [190, 0]], [[0, -130], [0, 130]], [[-100, 120], [80, -130]]]) {
        const wanted_m = (Math.hypot(from[0] - to[0], from[1] - to[1]) / 1000) * scale;
        const found_m = groundLength({ lon: 109.6, lat, scale, from, to });
        assert.ok(Math.abs(found_m / wanted_m - 1) < 0.005, `${found_m} m for ${wanted_m} m at ${lat} degrees, 1:${scale}`);
      }
    }
  }
});

test("the scale offered first is the round one that shows the view", () => {
  assert.equal(scaleFor({ width_m: 560, height_m: 300 }, { width: 231, height: 159 }), 2500);
  assert.equal(scaleFor({ width_m: 300, height_m: 1590 }, { width: 231, height: 159 }), 10_000);
  assert.equal(scaleFor({ width_m: 1, height_m: 1 }, { width: 231, height: 159 }), SCALES[0]);
  assert.equal(scaleFor({ width_m: 1e6, height_m: 1 }, { width: 231, height: 159 }), SCALES.at(-1));
});

test("nothing on a sheet lies over anything else, or off the paper", () => {
  for (const way of WAYS) {
    for (const hasLegend of [true, false]) {
      const { width, height, title, map, legend, foot } = layOut({ ...way, hasLegend });
      const boxes = [title, map, foot, ...(legend ? [legend] : [])];
      assert.equal(Boolean(legend), hasLegend);
      for (const [i, a] of boxes.entries()) {
        assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height);
        for (const b of boxes.slice(i + 1)) assert.ok(!overlap(a, b), JSON.stringify({ way, a, b }));
      }
    }
  }
});

test("without a legend the map has its room", () => {
  const area = ({ map }) => map.width * map.height;
  for (const way of WAYS) assert.ok(area(layOut({ ...way, hasLegend: false })) > area(layOut({ ...way, hasLegend: true })));
});

test("paper is printed finely, and never in more pixels than a phone can hold", () => {
  for (const way of WAYS) {
    const { width, height } = layOut({ ...way, hasLegend: true });
    const dpi = resolutionOf({ width, height });
    assert.ok(dpi >= 200 && dpi <= 300);
    assert.ok((width / 25.4) * dpi * ((height / 25.4) * dpi) < 12_600_000);
  }
  assert.equal(resolutionOf({ width: 210, height: 297 }), 300);
});

test("a legend that is long is written smaller, and none of it is lost", () => {
  const sections = (n) => [{ title: "a", rows: Array(n).fill({}) }, { title: "b", rows: Array(n).fill({}) }];
  const short = flowLegend(sections(5), { height: 160, columns: 1 });
  const long = flowLegend(sections(24), { height: 160, columns: 1 });
  assert.ok(long.line_mm < short.line_mm);
  assert.equal(long.lines.length, 50);
  assert.ok(long.lines.every(({ column, y }) => column === 0 && y < 160));
});

test("a title of the legend never stands alone at the foot of a column", () => {
  const { lines } = flowLegend([{ title: "a", rows: Array(9).fill({}) }, { title: "b", rows: [{}, {}] }], { height: 46, columns: 4 });
  const at = lines.findIndex(({ section }) => section?.title === "b");
  assert.equal(lines[at].column, lines[at + 1].column);
});

test("a picture knows how large it is on paper", () => {
  const png = withResolution(new Uint8Array(60), 300);
  const chunk = Buffer.from(png.subarray(33, 54));
  assert.equal(png.length, 81);
  assert.equal(chunk.toString("latin1", 4, 8), "pHYs");
  assert.deepEqual([chunk.readUInt32BE(0), chunk.readUInt32BE(8), chunk.readUInt32BE(12), chunk[16]], [9, 11811, 11811, 1]);
  assert.equal(chunk.readUInt32BE(17), 0x78a53f76);
});

const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
