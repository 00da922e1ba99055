import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCoordinates } from "../../static/js/search/coordinates.js";

const TOWN = [109.56, 27.92, 109.64, 27.98];
const read = (text) => {
  const found = parseCoordinates(text, TOWN);
  return found && [found.lon, found.lat].map((value) => Number(value.toFixed(4)));
};

for (const text of ["109.6, 27.95", "27.95 109.6", "109.6，27.95", "27.95/109.6", "109.6°E 27.95°N", "北纬27.95 东经109.6", "27°57′N 109°36′E", "东经109度36分 北纬27度57分", "N27°57'00\" E109°36'00\""]) {
  test(`"${text}" is read`, () => assert.deepEqual(read(text), [109.6, 27.95]));
}

for (const text of ["", "建设路12号", "433123109003005", "12", "109.6", "200, 100", "12栋3单元"]) {
  test(`"${text}" is no place on earth`, () => assert.equal(read(text), null));
}
