import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCoordinates } from "../../static/js/search/coordinates.js";

const TOWN = [109.56, 27.92, 109.64, 27.98];
const read = (text) => parseCoordinates(text, TOWN).map(({ lon, lat, datum }) => [Number(lon.toFixed(4)), Number(lat.toFixed(4)), datum]);

for (const text of ["109.6, 27.95", "27.95 109.6", "109.6，27.95", "27.95/109.6", "109.6°E 27.95°N", "北纬27.95 东经109.6", "27°57′N 109°36′E", "东经109度36分 北纬27度57分", "N27°57'00\" E109°36'00\"", "109°36′00″E 27°57′00″N"]) {
  test(`"${text}" is read, also as the shifted datums`, () => {
    const readings = read(text);
    assert.deepEqual(readings[0], [109.6, 27.95, "WGS-84"]);
    assert.deepEqual(readings.map(([, , datum]) => datum), ["WGS-84", "GCJ-02", "BD-09"]);
  });
}

// What the server makes of the same: gis/shifts.py.
for (const [text, place] of [
  ["GCJ-02 109.6,27.95", [109.5955, 27.9535, "GCJ-02"]],
  ["高德 27.95 109.6", [109.5955, 27.9535, "GCJ-02"]],
  ["109.6,27.95 bd09", [109.589, 27.9476, "BD-09"]],
  ["百度：109.6, 27.95", [109.589, 27.9476, "BD-09"]],
  ["CGCS2000 109.6 27.95", [109.6, 27.95, "CGCS2000"]],
]) {
  test(`"${text}" has the one reading that it names`, () => assert.deepEqual(read(text), [place]));
}

test("abroad nothing is shifted", () => assert.deepEqual(read("E2.35 N48.85"), [[2.35, 48.85, "WGS-84"]]));

for (const text of ["", "建设路12号", "433123109003005", "12", "109.6", "200, 100", "12栋3单元", "GCJ-02", "362000 3093000"]) {
  test(`"${text}" is no place for the browser`, () => assert.deepEqual(read(text), []));
}
