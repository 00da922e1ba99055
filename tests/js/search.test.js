import assert from "node:assert/strict";
import { test } from "node:test";
import { createRecent } from "../../static/js/search/recent.js";
import { inGroups, parts } from "../../static/js/search/results.js";

const place = (title, more = {}) => ({ kind: "grid", title, subtitle: "", lon: 109.6, lat: 27.9, ...more });

function shelf(kept = {}) {
  return { getItem: (key) => kept[key] ?? null, setItem: (key, value) => (kept[key] = value), removeItem: (key) => delete kept[key] };
}

test("results of one kind stand together, in the order in which kinds come", () => {
  const groups = inGroups([{ kind: "grid", n: 1 }, { kind: "street", n: 2 }, { kind: "grid", n: 3 }]);
  assert.deepEqual(groups.map(({ kind, results }) => [kind, results.map(({ n }) => n)]), [["grid", [1, 3]], ["street", [2]]]);
});

test("a text is cut where it fits, by characters and not by halves of them", () => {
  assert.deepEqual(parts("𠮷沱江路", [[1, 3]]), [{ text: "𠮷", fits: false }, { text: "沱江", fits: true }, { text: "路", fits: false }]);
  assert.deepEqual(parts("沱江", [[0, 2]]), [{ text: "沱江", fits: true }]);
  assert.deepEqual(parts("沱江", []), [{ text: "沱江", fits: false }]);
  assert.deepEqual(parts("", []), []);
});

test("what was chosen last comes first, once, and at most eight are kept", () => {
  const recent = createRecent("1", () => store);
  const store = shelf();
  for (const title of ["a", "b", "c", "d", "e", "f", "g", "h", "i", "b"]) recent.add(place(title));
  assert.deepEqual(recent.list().map(({ title }) => title), ["b", "i", "h", "g", "f", "e", "d", "c"]);
  recent.clear();
  assert.deepEqual(recent.list(), []);
});

test("each town has places of its own", () => {
  const store = shelf();
  createRecent("1", () => store).add(place("a"));
  assert.deepEqual(createRecent("2", () => store).list(), []);
});

test("a browser that forbids to remember, or remembers nonsense, has no such places", () => {
  const forbidden = createRecent("1", () => { throw new Error("denied"); });
  forbidden.add(place("a"));
  forbidden.clear();
  assert.deepEqual(forbidden.list(), []);
  for (const kept of ["{", "null", "{}", '[null, 1, {"title": "x"}]']) {
    assert.deepEqual(createRecent("1", () => shelf({ "wangge.search.1": kept })).list(), []);
  }
});
