import assert from "node:assert/strict";
import { test } from "node:test";
import { searchIn } from "../../static/js/exported/search.js";

const PLACES = [
  { kind: "grid", title: "East 1", code: "433001" },
  { kind: "leader", title: "Ann", code: "433001" },
  ...Array.from({ length: 30 }, (_, i) => ({ kind: "address", title: `East street ${i}` })),
];
const found = (typed) => searchIn(PLACES, typed).map(({ title }) => title);

test("a part of a name finds it, in any case, at most eight of a kind", () => {
  assert.deepEqual(found(" EAST").slice(0, 2), ["East 1", "East street 0"]);
  assert.equal(found("east").length, 9);
});

test("the end of a code finds its grid, and not the leader too", () => {
  assert.deepEqual(found("001"), ["East 1"]);
});

test("two digits are no code, and nothing typed finds nothing", () => {
  assert.deepEqual(found("01"), []);
  assert.deepEqual(found("  "), []);
});

test("a name is found by the beginning of its pinyin or of its first letters", () => {
  const places = [{ kind: "community", title: "古城社区", sounds: "guchengshequ gcsq" }];
  for (const typed of ["gcsq", "gc", "Gu Cheng", "gu'cheng"]) assert.equal(searchIn(places, typed).length, 1);
  for (const typed of ["cheng", "sq", "gcx"]) assert.equal(searchIn(places, typed).length, 0);
});
