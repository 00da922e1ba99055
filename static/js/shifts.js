/**
 * The shifted datums of Chinese web maps: GCJ-02 (Amap, Tencent) and BD-09 (Baidu), which is shifted once more.
 * Touches no DOM.
 *
 * The same constants as gis/shifts.py, which tests hold this to.
 */

const [WEST, SOUTH, EAST, NORTH] = [72.004, 0.8293, 137.8347, 55.8271]; // the shift applies here and nowhere else
const KRASOVSKY_A_M = 6378245;
const KRASOVSKY_E2 = 0.00669342162296594323;
const BD_FREQUENCY = (Math.PI * 3000) / 180;
const RADIANS = Math.PI / 180;
const CLOSE_ENOUGH = 1e-11; // degrees, about a micrometre
const MOST_ROUNDS = 20; // the shift varies by less than 3 % of a step, so half of them will do

const SHIFTS = { "GCJ-02": gcjOf, "BD-09": (lon, lat) => bdOf(...gcjOf(lon, lat)) };

/** Bring WGS 84 longitude and latitude into GCJ-02. */
export function shifted(lon, lat) {
  return isInChina(lon, lat) ? gcjOf(lon, lat) : [lon, lat];
}

/**
 * Solve shifted(p) = [lon, lat]; outside China nothing is shifted.
 * @param {string} datum all but "GCJ-02" and "BD-09" are as they are
 */
export function unshifted(lon, lat, datum) {
  const shift = SHIFTS[datum];
  if (!shift || !isInChina(lon, lat)) return [lon, lat];
  let guess = [lon, lat];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [x, y] = shift(...guess);
    const missing = [lon - x, lat - y];
    guess = [guess[0] + missing[0], guess[1] + missing[1]];
    if (Math.abs(missing[0]) <= CLOSE_ENOUGH && Math.abs(missing[1]) <= CLOSE_ENOUGH) break;
  }
  return guess;
}

/** Whether a place lies in the rectangle that is shifted. */
export function isInChina(lon, lat) {
  return WEST <= lon && lon <= EAST && SOUTH <= lat && lat <= NORTH;
}

/** Metres of a polynomial around 105 E 35 N, on Krasovsky's ellipsoid. */
function gcjOf(lon, lat) {
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

function bdOf(lon, lat) {
  const radius = Math.hypot(lon, lat) + 2e-5 * Math.sin(lat * BD_FREQUENCY);
  const angle = Math.atan2(lat, lon) + 3e-6 * Math.cos(lon * BD_FREQUENCY);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
}
