import assert from "node:assert/strict";
import { test } from "node:test";
import { FetchFailed, getJson, urlOf } from "../../static/js/fetch.js";

test("names in a path are filled and the rest is the query", () => {
  assert.equal(urlOf("/api/grids/{code}", { code: "a/b" }), "/api/grids/a%2Fb");
  assert.equal(urlOf("/api/locate", { lon: 1, on: null }), "/api/locate?lon=1");
  assert.equal(urlOf("/api/items?view=map", { grid: "none" }), "/api/items?view=map&grid=none");
});

const failing = async (answer) => {
  globalThis.fetch = answer;
  const error = await getJson("/x").catch((caught) => caught);
  return error instanceof FetchFailed ? error.reason : error;
};

test("each failure has its reason", async () => {
  assert.equal(await failing(async () => { throw new TypeError("network"); }), "offline");
  assert.equal(await failing(async () => new Response("", { status: 404 })), "missing");
  assert.equal(await failing(async () => new Response("", { status: 401 })), "refused");
  assert.equal(await failing(async () => new Response("", { status: 503 })), "server");
});
