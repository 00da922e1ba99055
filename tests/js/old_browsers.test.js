import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { parse } from "acorn";
import { full } from "acorn-walk";

// Syntax is brought down to Chrome 87 and Safari 15 by tools/bundle.mjs; what these do not have besides is not used.
const MISSING = [
  "checkVisibility", "findLast", "findLastIndex", "fromAsync", "groupBy", "hasOwn", "randomUUID", "requestIdleCallback", "roundRect", "throwIfAborted",
  "toReversed", "toSorted", "toSpliced",
];
const STATIC = fileURLToPath(new URL("../../static/js/", import.meta.url));
const files = readdirSync(STATIC, { recursive: true }).filter((name) => name.endsWith(".js"));

function newIn(source) {
  const found = [];
  full(parse(source, { ecmaVersion: "latest", sourceType: "module" }), (node) => {
    if (node.type === "MemberExpression" && MISSING.includes(node.property.name)) found.push(node.property.name);
    if (node.type === "Identifier" && node.name === "structuredClone") found.push(node.name);
    if (isFromTheEnd(node)) found.push("at(-n)");
    if (node.type === "Literal" && node.regex && /\(\?<[=!]/.test(node.regex.pattern)) found.push("look behind");
  });
  return found;
}

/** `list.at(-1)`; methods of our own are called `at` too, and count from nowhere. */
function isFromTheEnd({ type, callee, arguments: given }) {
  return type === "CallExpression" && callee.property?.name === "at" && given[0]?.type === "UnaryExpression";
}

test("no module uses what Chrome 87 or Safari 15 lack", () => {
  const found = files.flatMap((name) => newIn(readFileSync(STATIC + name, "utf8")).map((what) => `${name}: ${what}`));
  assert.deepEqual(found, []);
});

for (const source of ["[1].at(-1)", "[1].toReversed()", "/(?<!a)b/", "structuredClone(1)"]) {
  test(`${source} would be found`, () => assert.equal(newIn(source).length, 1));
}
