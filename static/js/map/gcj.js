/**
 * GCJ-02, the shifted datum of Chinese web maps, and where its tiles lie on a map in WGS 84. Touches no DOM.
 *
 * The same constants as gis/shifts.py, which tests hold this to.
 */

const SHIFTED = [72.004, 0.8293, 137.8347, 55.8271]; // west, south, east, north: nowhere else
const KRASOVSKY_A_M = 6378245;
const KRASOVSKY_E2 = 0.00669342162296594323;
const RADIANS = Math.PI / 180;
const CLOSE_ENOUGH = 1e-11; // degrees, about a micrometre
const TILE_PX = 256;

/** Bring WGS 84 longitude and latitude into GCJ-02. */
export function shifted(lon, lat) {
  return isShifted(lon, lat) ? moved(lon, lat) : [lon, lat];
}

/** Solve shifted(p) = [lon, lat]. */
export function unshifted(lon, lat) {
  if (!isShifted(lon, lat)) return [lon, lat];
  let guess = [lon, lat];
  for (let i = 0; i < 20; i++) {
    const [x, y] = moved(...guess);
    const missing = [lon - x, lat - y];
    guess = [guess[0] + missing[0], guess[1] + missing[1]];
    if (Math.abs(missing[0]) <= CLOSE_ENOUGH && Math.abs(missing[1]) <= CLOSE_ENOUGH) break;
  }
  return guess;
}

/**
 * Where a tile of GCJ-02 lies in the pixels of its zoom in WGS 84: its sides, each at the mean of its two corners, so
 * that every point of it is less than a pixel off.
 * @returns {{left: number, top: number, right: number, bottom: number}}
 */
export function placeOfTile(zoom, x, y) {
  const corner = (dx, dy) => pixelOf(zoom, ...unshifted(...lonLatOf(zoom, x + dx, y + dy)));
  const [nw, ne, sw, se] = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
  return {
    left: (nw[0] + sw[0]) / 2, right: (ne[0] + se[0]) / 2, top: (nw[1] + ne[1]) / 2, bottom: (sw[1] + se[1]) / 2,
  };
}

/** A position in pixels of the whole world at a zoom (Web Mercator). */
export function pixelOf(zoom, lon, lat) {
  const side = TILE_PX * 2 ** zoom;
  const sine = Math.sin(lat * RADIANS);
  return [(lon / 360 + 0.5) * side, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side];
}

function lonLatOf(zoom, x, y) {
  const side = 2 ** zoom;
  return [(x / side) * 360 - 180, Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) / RADIANS];
}

function isShifted(lon, lat) {
  const [west, south, east, north] = SHIFTED;
  return west <= lon && lon <= east && south <= lat && lat <= north;
}

/** Metres of a polynomial around 105 E 35 N, on Krasovsky's ellipsoid. */
function moved(lon, lat) {
  const [x, y] = [lon - 105, lat - 35];
  const root = Math.sqrt(Math.abs(x));
  const ripple = waves(x, [20, 6], [20, 2]);
  const east_m = 300 + x + 2 * y + 0.1 * x * (x + y) + 0.1 * root + ripple
    + waves(x, [20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]);
  const north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple
    + waves(y, [20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]);
  const phi = lat * RADIANS;
  const w2 = 1 - KRASOVSKY_E2 * Math.sin(phi) ** 2;
  const primeVertical_m = KRASOVSKY_A_M / Math.sqrt(w2);
  const meridian_m = (primeVertical_m * (1 - KRASOVSKY_E2)) / w2;
  return [lon + east_m / (primeVertical_m * Math.cos(phi)) / RADIANS, lat + north_m / meridian_m / RADIANS];
}

function waves(t, ...terms) {
  return (terms.reduce((sum, [size, pace]) => sum + size * Math.sin(Math.PI * pace * t), 0) * 2) / 3;
}
