import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { parse } from "acorn";
import { full } from "acorn-walk";

const ROOT = new URL("../../", import.meta.url);
const SHOWN_ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
const HAS_WORD = /\p{L}{2,}/u;

const modules = await programsIn("static/js/");
const keys = await textKeys();

/** The nodes of every module, with the file they stand in. */
function* nodes() {
  for (const { file, program } of modules) {
    const found = [];
    full(program, (node) => found.push(node));
    for (const node of found) yield { file, node };
  }
}

async function programsIn(folder) {
  const names = (await readdir(new URL(folder, ROOT), { recursive: true })).filter((name) => name.endsWith(".js"));
  return Promise.all(names.map(async (name) => ({
    file: name,
    program: parse(await readFile(new URL(folder + name, ROOT), "utf8"), { ecmaVersion: "latest", sourceType: "module" }),
  })));
}

/** Every key of webmap/texts. */
async function textKeys() {
  const folder = new URL("webmap/texts/", ROOT);
  const parts = await Promise.all((await readdir(folder)).filter((name) => name.endsWith(".py")).map((name) => readFile(new URL(name, folder), "utf8")));
  return parts.flatMap((part) => [...part.matchAll(/^ {4}"([^"]+)":/gm)].map(([, key]) => key));
}

const isCall = (node, name) => node.type === "CallExpression" && node.callee.name === name;
const isWords = (node) => node?.type === "Literal" && typeof node.value === "string" && HAS_WORD.test(node.value);

/** Text that stands in the code instead of in the catalogues: children of an element, attributes that are read out. */
function wordsShownBy(node) {
  if (isCall(node, "el")) {
    const [, props, ...children] = node.arguments;
    const read = (props?.properties ?? []).filter(({ key }) => SHOWN_ATTRIBUTES.includes(key?.name ?? key?.value)).map(({ value }) => value);
    return [...children, ...read].filter(isWords);
  }
  if (node.type === "AssignmentExpression" && ["textContent", "innerText", "title"].includes(node.left.property?.name)) return [node.right].filter(isWords);
  return [];
}

test("no module shows words of its own", () => {
  const shown = [...nodes()].flatMap(({ file, node }) => wordsShownBy(node).map(({ value }) => `${file}: ${value}`));
  assert.deepEqual(shown, []);
});

test("every text that a module asks for is there", () => {
  const asked = [...nodes()].filter(({ node }) => isCall(node, "t") && node.arguments[0].type === "Literal").map(({ file, node }) => ({ file, key: node.arguments[0].value }));
  assert.ok(asked.length > 50);
  assert.deepEqual(asked.filter(({ key }) => !keys.includes(key)), []);
});

test("every text is asked for by a module", () => {
  const literals = new Set();
  const patterns = [];
  for (const { node } of nodes()) {
    if (node.type === "Literal" && typeof node.value === "string") literals.add(node.value);
    if (isCall(node, "wordOf")) patterns.push(new RegExp(`^${node.arguments[0].value}\\..+$`));
    if (node.type === "TemplateLiteral" && /^[\w]+\./.test(node.quasis[0].value.raw)) {
      patterns.push(new RegExp(`^${node.quasis.map(({ value }) => value.raw.replaceAll(".", "\\.")).join(".+")}$`));
    }
  }
  const unused = keys.filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
  assert.deepEqual(unused, []);
});
