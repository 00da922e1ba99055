/** Where the tiles of a map in GCJ-02 lie on a map in WGS 84. Touches no DOM. */

import { unshifted } from "../shifts.js";

const RADIANS = Math.PI / 180;
const TILE_PX = 256;

/**
 * Where a tile of GCJ-02 lies in the pixels of its zoom in WGS 84: its sides, each at the mean of its two corners, so
 * that every point of it is less than a pixel off.
 * @returns {{left: number, top: number, right: number, bottom: number}}
 */
export function placeOfTile(zoom, x, y) {
  const corner = (dx, dy) => pixelOf(zoom, ...unshifted(...lonLatOf(zoom, x + dx, y + dy), "GCJ-02"));
  const [nw, ne, sw, se] = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
  return {
    left: (nw[0] + sw[0]) / 2, right: (ne[0] + se[0]) / 2, top: (nw[1] + ne[1]) / 2, bottom: (sw[1] + se[1]) / 2,
  };
}

/** A position in pixels of the whole world at a zoom (Web Mercator). */
function pixelOf(zoom, lon, lat) {
  const side = TILE_PX * 2 ** zoom;
  const sine = Math.sin(lat * RADIANS);
  return [(lon / 360 + 0.5) * side, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side];
}

function lonLatOf(zoom, x, y) {
  const side = 2 ** zoom;
  return [(x / side) * 360 - 180, Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) / RADIANS];
}
