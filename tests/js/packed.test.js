import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../../static/js/items/packed.js";

/** What tests/layers/test_columns.py holds the server to, byte by byte. */
const PACKED = "420000007b226e223a322c226772696473223a5b22e7bd91e6a0bc225d2c22636f6c756d6e73223a5b5b226964222c226934225d2c5b22737461747573222c227531225d5d7de8e703ff00ff00ff0709";

test("columns are read as the server packed them", () => {
  const { buffer } = Uint8Array.from(PACKED.match(/../g), (byte) => parseInt(byte, 16));

  assert.deepEqual(unpack(buffer), { n: 2, grids: ["网格"], id: Int32Array.of(1000, -25), status: Uint8Array.of(7, 9) });
});

test("no rows are no rows", () => {
  const head = new TextEncoder().encode('{"n":0,"columns":[["id","i4"]]}');
  const bytes = new Uint8Array(4 + head.length);
  bytes[0] = head.length;
  bytes.set(head, 4);

  assert.deepEqual(unpack(bytes.buffer), { n: 0, id: new Int32Array() });
});
