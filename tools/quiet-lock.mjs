// quiet-lock.mjs FILE: takes out of a lock file of npm whom to give money to: addresses that nothing here asks for.
import { readFile, writeFile } from "node:fs/promises";

const [file] = process.argv.slice(2);
const lock = JSON.parse(await readFile(file, "utf8"));
for (const entry of Object.values(lock.packages)) delete entry.funding;
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
