import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeView, encodeView, LAYERS } from "../../static/js/view/hash.js";
import { DEFAULT_FIGURES } from "../../static/js/figures/state.js";
import { DEFAULT_BASE_MAP } from "../../static/js/view/base_map.js";
import { DEFAULT_FILTERS } from "../../static/js/view/filters.js";

const allOn = Object.fromEntries(LAYERS.map((layer) => [layer, true]));
const first = {
  camera: { zoom: 15.25, lat: 27.94812, lon: 109.59871 }, layers: allOn, base: DEFAULT_BASE_MAP, filters: DEFAULT_FILTERS, selection: null,
  figures: { ...DEFAULT_FIGURES },
};

test("the first view has an address of nothing but its camera", () => {
  assert.equal(encodeView(first), "#15.25/27.94812/109.59871");
});

test("a view comes back from its address", () => {
  const view = {
    camera: first.camera,
    layers: { ...allOn, land: false, grids: false },
    base: { key: "tianditu-imagery", opacity: 0.35 },
    filters: { ...DEFAULT_FILTERS, days: 7, groups: ["settled"], categories: ["01", "0203"], onlyOverdue: true, community: "433123109003" },
    selection: { kind: "grid", id: "433123109003005" },
    figures: { ...DEFAULT_FIGURES, measure: "rate", method: "intervals" },
  };
  assert.deepEqual(decodeView(encodeView(view)), view);
});

test("an own range of days comes back", () => {
  const view = { ...first, filters: { ...DEFAULT_FILTERS, days: null, since: "2025-03-01", until: "2025-03-31" } };
  assert.deepEqual(decodeView(encodeView(view)), view);
});

test("an empty choice of states is kept apart from the usual one", () => {
  const view = { ...first, filters: { ...DEFAULT_FILTERS, groups: [] } };
  assert.deepEqual(decodeView(encodeView(view)).filters.groups, []);
});

test("a place keeps its coordinates", () => {
  const view = { ...first, selection: { kind: "place", id: "109.600000,27.950000" } };
  assert.deepEqual(decodeView(encodeView(view)), view);
});

for (const nonsense of ["", "#", "#x/y/z", "#15/95/109", "#15/27?base=a b&opacity=101", "#15/27?sel=<script>:1&days=5&since=2025-99-99&grid=a b&state=%3Cimg%3E"]) {
  test(`nonsense in an address counts as absent: ${nonsense}`, () => {
    const { camera, base, filters, selection } = decodeView(nonsense);
    assert.equal(camera, null);
    assert.deepEqual(base, DEFAULT_BASE_MAP);
    assert.equal(selection, null);
    assert.deepEqual({ ...filters, groups: [] }, { ...DEFAULT_FILTERS, groups: [] });
  });
}
