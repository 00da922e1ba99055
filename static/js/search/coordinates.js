/** Coordinates as people type or paste them. Touches no DOM. */

const NUMBER = String.raw`([+-]?\d{1,3}(?:\.\d+)?)`;
const SIGNED = new RegExp(String.raw`^${NUMBER}°?\s*[,，;；/\s]\s*${NUMBER}°?$`);
const LETTER = "([NSEW北南东西])";
const ANGLE = String.raw`(\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'’分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[″"”秒]\s*)?`;
const LETTER_FIRST = new RegExp(String.raw`${LETTER}\s*${ANGLE}`, "giu");
const LETTER_LAST = new RegExp(String.raw`${ANGLE}\s*${LETTER}`, "giu");

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
  const isFirst = /^[NSEW北南东西]/i.test(text);
  const found = {};
  for (const [, ...parts] of text.matchAll(isFirst ? LETTER_FIRST : LETTER_LAST)) {
    const letter = (isFirst ? parts.shift() : parts.pop()).toUpperCase();
    const [degrees, minutes = 0, seconds = 0] = parts.map((part) => (part === undefined ? part : Number(part)));
    const value = degrees + minutes / 60 + seconds / 3600;
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
