/** The shifted datums of China brought home: GCJ-02 (Amap, Tencent) and BD-09 (Baidu). As `gis/shifts.py` has it. Touches no DOM. */

const [WEST, SOUTH, EAST, NORTH] = [72.004, 0.8293, 137.8347, 55.8271]; // the shift applies here and nowhere else
const KRASOVSKY_A_M = 6378245;
const KRASOVSKY_E2 = 0.00669342162296594323;
const BD_FREQUENCY = (Math.PI * 3000) / 180;
const ROUNDS = 12; // the shift varies by less than 3 % of a step
const DEGREE = Math.PI / 180;

/**
 * Solve shifted(p) = place; outside China nothing is shifted.
 * @param {{lon: number, lat: number}} place
 * @param {string} datum "GCJ-02" and "BD-09" are shifted, all others are as they are
 */
export function unshifted(place, datum) {
  const shift = { "GCJ-02": gcjOf, "BD-09": (p) => bdOf(gcjOf(p)) }[datum];
  if (!shift || !isInChina(place)) return place;
  let { lon, lat } = place;
  for (let round = 0; round < ROUNDS; round += 1) {
    const there = shift({ lon, lat });
    lon += place.lon - there.lon;
    lat += place.lat - there.lat;
  }
  return { lon, lat };
}

/** Whether a place lies in the rectangle that is shifted. */
export function isInChina({ lon, lat }) {
  return WEST <= lon && lon <= EAST && SOUTH <= lat && lat <= NORTH;
}

function gcjOf({ lon, lat }) {
  const [x, y] = [lon - 105, lat - 35];
  const root = Math.sqrt(Math.abs(x));
  const ripple = waves(x, [20, 6], [20, 2]);
  const eastM = 300 + x + 2 * y + 0.1 * x * (x + y) + 0.1 * root + ripple + waves(x, [20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]);
  const northM = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple + waves(y, [20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]);
  const w2 = 1 - KRASOVSKY_E2 * Math.sin(lat * DEGREE) ** 2;
  const primeVerticalM = KRASOVSKY_A_M / Math.sqrt(w2);
  const meridianM = (primeVerticalM * (1 - KRASOVSKY_E2)) / w2;
  return { lon: lon + eastM / (primeVerticalM * Math.cos(lat * DEGREE)) / DEGREE, lat: lat + northM / meridianM / DEGREE };
}

function waves(t, ...terms) {
  return (terms.reduce((sum, [size, pace]) => sum + size * Math.sin(Math.PI * pace * t), 0) * 2) / 3;
}

function bdOf({ lon, lat }) {
  const radius = Math.hypot(lon, lat) + 2e-5 * Math.sin(lat * BD_FREQUENCY);
  const angle = Math.atan2(lat, lon) + 3e-6 * Math.cos(lon * BD_FREQUENCY);
  return { lon: radius * Math.cos(angle) + 0.0065, lat: radius * Math.sin(angle) + 0.006 };
}
