import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createFigures } from "../../static/js/figures/figures.js";
import { DEFAULT_FIGURES } from "../../static/js/figures/state.js";
import { createPlane } from "../../static/js/paint/plane.js";
import { DEFAULT_FILTERS } from "../../static/js/view/filters.js";

globalThis.OffscreenCanvas = class { // which no test here paints on
  getContext() {
    return {};
  }
};
const { createItems } = await import("../../static/js/paint/items/items.js");
const plane = createPlane(109.6, 27.95);
const { fetch: fetchOfNode } = globalThis;
afterEach(() => (globalThis.fetch = fetchOfNode));

/** Answers that come when they are let go, by address. */
function answersByHand() {
  const waiting = new Map();
  globalThis.fetch = (url) => new Promise((resolve) => waiting.set(url, (body) => resolve(new Response(JSON.stringify(body)))));
  return { letGo: (url, body) => waiting.get(url)(body) };
}

test("items that come after newer ones were asked for are left out", async () => {
  const { letGo } = answersByHand();
  const items = createItems(plane, { timezone: "Asia/Shanghai", categories: [], communityOf: () => undefined });
  const features = ["old"].map((id) => ({ id, geometry: { type: "Point", coordinates: [109.6, 27.95] }, properties: { id, state: "found", grid: null } }));

  const [older, newer] = ["/older", "/newer"].map((url) => items.load("illegal_structures", url));
  letGo("/newer", { features: [] });
  await newer;
  letGo("/older", { features });
  await older;

  assert.equal(items.urlOf("illegal_structures"), "/newer");
  assert.equal(items.structures.find("old"), undefined);
});

test("facts that come after others were asked for are left out", async () => {
  const cells = { grids: [{ code: "a1", community: "a" }], grid: () => ({ name: "A1", community: "a" }) };
  const figures = createFigures({ cells, items: {}, plane, startOfDay: Date.parse });
  const wanted = (factsUrl) => ({ figures: { ...DEFAULT_FIGURES, measure: "standing" }, filters: DEFAULT_FILTERS, factsUrl, today: "2025-06-30" });
  const facts = (standing) => ({ grids: ["a1"], communities: ["a"], households: [1], standing: [standing] });
  let answerLate;

  const older = figures.learn("/older", () => new Promise((resolve) => (answerLate = resolve)));
  await figures.learn("/newer", async () => facts(2));
  answerLate(facts(1));
  await older;

  assert.equal(figures.of(wanted("/older")), null);
  assert.equal(figures.of(wanted("/newer")).choropleth.areas[0].value, 2);
});
