import assert from "node:assert/strict";
import { test } from "node:test";

// Text is measured on a canvas, which Node has none of: here every character is as wide as it is high.
globalThis.OffscreenCanvas = class {
  getContext() {
    return { font: "", measureText: (text) => ({ width: 12 * text.length }) };
  }
};
const { landToken, nameOf, placeRank, roadLevel } = await import("../../static/js/paint/tiles/schema.js");
const { readTile, squareOf } = await import("../../static/js/paint/tiles/source.js");
const { labelsOf } = await import("../../static/js/paint/tiles/labels.js");
const { PbfWriter } = await import("../../static/vendor/pbf.js");

test("both schemas say the same of a road, a wood and a village", () => {
  assert.equal(roadLevel({ class: "primary" }), 1);
  assert.equal(roadLevel({ kind: "residential" }), 2);
  assert.equal(roadLevel({ class: "path" }), 3);
  assert.equal(landToken({ class: "wood", subclass: "forest" }), "hill");
  assert.equal(landToken({ kind: "forest" }), "hill");
  assert.equal(placeRank({ class: "village" }), placeRank({ kind: "village" }));
});

test("rails and what no schema knows are no roads, and a class of the language itself is none", () => {
  assert.equal(roadLevel({ kind: "rail", rail: true }), undefined);
  for (const name of ["transit", "constructor", "__proto__", undefined]) assert.equal(roadLevel({ class: name }), undefined);
});

test("a name is in the language of the page where there is one", () => {
  const names = { name: "Tuojiang", "name:zh": "沱江", "name:en": "Tuo River" };
  assert.equal(nameOf(names, "zh-Hans"), "沱江");
  assert.equal(nameOf(names, "en"), "Tuo River");
  assert.equal(nameOf({ name: "Tuojiang" }, "zh-Hans"), "Tuojiang");
  assert.equal(nameOf({ name: 7 }, "en"), null);
});

test("closer than the source goes, a square is cut from its deepest tile", () => {
  assert.deepEqual(squareOf({ z: 12, x: 5, y: 7 }, 14), { z: 12, x: 5, y: 7, depth: 0, column: 0, row: 0 });
  assert.deepEqual(squareOf({ z: 16, x: 21, y: 30 }, 14), { z: 14, x: 5, y: 7, depth: 2, column: 1, row: 2 });
});

test("bytes that are no vector tile are the server's failure", () => {
  for (const bytes of [[0x1a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x1f, 0x8b, 8, 0]]) {
    assert.throws(() => readTile(new Uint8Array(bytes).buffer), { reason: "server" });
  }
});

test("a name that would be cut at the edge of its square is left out", () => {
  const frame = { zoom: 15, width: 512, height: 512 };
  const namesAt = (x) => labelsOf({ tile: tileWithVillage(x, 2048), depth: 0, column: 0, row: 0 }, frame, "zh-Hans").map(({ text }) => text);

  assert.deepEqual(namesAt(2048), ["沱江"]);
  assert.deepEqual(namesAt(40), []);
});

test("a name moves with the square that it is cut from", () => {
  const [label] = labelsOf({ tile: tileWithVillage(3072, 1024), depth: 1, column: 1, row: 0 }, { zoom: 15, width: 512, height: 512 }, "en");

  assert.deepEqual(label.at[0], [256, 256]);
});

/** A tile with one village at a place of 4096 × 4096. */
function tileWithVillage(x, y) {
  const zigzag = (value) => value << 1;
  const pbf = new PbfWriter();
  pbf.writeMessage(3, (name, layer) => {
    layer.writeVarintField(15, 2);
    layer.writeStringField(1, name);
    layer.writeMessage(2, (_, feature) => {
      feature.writePackedVarint(2, [0, 0, 1, 1]);
      feature.writeVarintField(3, 1);
      feature.writePackedVarint(4, [9, zigzag(x), zigzag(y)]);
    }, null);
    for (const key of ["class", "name"]) layer.writeStringField(3, key);
    for (const value of ["village", "沱江"]) layer.writeMessage(4, (text, out) => out.writeStringField(1, text), value);
    layer.writeVarintField(5, 4096);
  }, "place");
  return readTile(pbf.finish());
}
