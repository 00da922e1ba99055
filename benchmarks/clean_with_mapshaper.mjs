// Cleans one file of polygons with mapshaper, once for each line on stdin, and answers how many milliseconds it took:
// reading and writing GeoJSON in memory counts, starting node does not. The last result is kept in a file.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [mapshaper, given, cleaned, options] = process.argv.slice(2);
const { applyCommands } = createRequire(import.meta.url)(mapshaper);
const command = `-i given.geojson -clean ${options} -o cleaned.geojson format=geojson precision=0.0000001`;
const input = { "given.geojson": readFileSync(given) };

for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const output = await applyCommands(command, input);
  const milliseconds = performance.now() - start;
  writeFileSync(cleaned, output["cleaned.geojson"]);
  console.log(milliseconds, line);
}
