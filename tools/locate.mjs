// Answers positions by the browser's point location: {"plan", "positions": [[lon, lat], …]} on stdin, placements on stdout.
// JSON has no NaN and no infinity: they come and go as texts.
import { text } from "node:stream/consumers";
import { createLocator } from "../static/js/locate.js";

const { plan, positions } = JSON.parse(await text(process.stdin));
const { locate } = createLocator(plan);
const placements = positions.map((position) => locate(...position.map(Number)));
process.stdout.write(JSON.stringify(placements, (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value)));
