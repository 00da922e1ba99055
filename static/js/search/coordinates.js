/** Coordinates as people type or paste them. Touches no DOM. */

const NUMBER = String.raw`([+-]?\d{1,3}(?:\.\d+)?)`;
const SIGNED = new RegExp(String.raw`^${NUMBER}°?\s*[,，;；/\s]\s*${NUMBER}°?$`);
const LETTERED = /([NSEW北南东西])?\s*(\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'’分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[″"”秒]\s*)?([NSEW北南东西])?/giu;

/**
 * Read "109.6, 27.95", "27.95 109.6", "27°57′N 109°36′E", "东经109.6 北纬27.95".
 *
 * Two bare numbers are lon, lat where that lies nearer the town than lat, lon.
 * @param {string} text
 * @param {[number, number, number, number]} bounds west, south, east, north of the town
 * @returns {{lon: number, lat: number} | null}
 */
export function parseCoordinates(text, bounds) {
  const cleaned = text.trim().replaceAll("经", "").replaceAll("纬", "").replaceAll("度", "°");
  return ofSigned(cleaned, bounds) ?? ofLettered(cleaned);
}

function ofSigned(text, bounds) {
  const match = text.match(SIGNED);
  if (!match) return null;
  const [a, b] = [Number(match[1]), Number(match[2])];
  const readings = [{ lon: a, lat: b }, { lon: b, lat: a }].filter(isOnEarth);
  return readings.sort((p, q) => distanceTo(bounds, p) - distanceTo(bounds, q))[0] ?? null;
}

function ofLettered(text) {
  const found = {};
  for (const [, before, degrees, minutes = 0, seconds = 0, after] of text.matchAll(LETTERED)) {
    const letter = (before ?? after)?.toUpperCase();
    if (!letter) return null;
    const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
    if ("EW东西".includes(letter)) found.lon = "W西".includes(letter) ? -value : value;
    else found.lat = "S南".includes(letter) ? -value : value;
  }
  return found.lon !== undefined && found.lat !== undefined && isOnEarth(found) ? found : null;
}

function isOnEarth({ lon, lat }) {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function distanceTo([west, south, east, north], { lon, lat }) {
  return Math.hypot(lon - (west + east) / 2, lat - (south + north) / 2);
}
