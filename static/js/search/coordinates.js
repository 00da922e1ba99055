/** Degrees as people type or paste them, in any order and datum; metres are for the server. Touches no DOM. */

import { isInChina, unshifted } from "../shifts.js";

const NUMBER = String.raw`([+-]?\d{1,3}(?:\.\d+)?)`;
const SIGNED = new RegExp(String.raw`^${NUMBER}°?\s*[,，;；/\s]\s*${NUMBER}°?$`);
const LETTER = "([NSEW北南东西])";
const ANGLE = String.raw`(\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'’分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[″"”秒]\s*)?`;
const LETTER_FIRST = new RegExp(String.raw`${LETTER}\s*${ANGLE}`, "giu");
const LETTER_LAST = new RegExp(String.raw`${ANGLE}\s*${LETTER}`, "giu");

const DATUMS = { WGS84: "WGS-84", CGCS2000: "CGCS2000", GCJ02: "GCJ-02", BD09: "BD-09", 高德: "GCJ-02", 腾讯: "GCJ-02", 百度: "BD-09" };
const NAME = String.raw`(WGS-?_?84|CGCS-?_?2000|GCJ-?_?02|BD-?_?09|高德|腾讯|百度)`;
const NAMED_FIRST = new RegExp(String.raw`^${NAME}[\s:：,;]*`, "iu");
const NAMED_LAST = new RegExp(String.raw`[\s,;]*${NAME}$`, "iu");
const UNNAMED = ["WGS-84", "GCJ-02", "BD-09"];

/**
 * Read "109.6, 27.95", "27.95 109.6", "27°57′N 109°36′E", "东经109.6 北纬27.95", "GCJ-02 109.6,27.95".
 *
 * Two bare numbers are lon, lat where that lies nearer the town than lat, lon. Without the name of a datum a place in
 * China has three readings, the unshifted one first. `lon` and `lat` are WGS 84.
 * @param {string} text
 * @param {[number, number, number, number]} bounds west, south, east, north of the town
 * @returns {{lon: number, lat: number, datum: string}[]} none where the text holds no coordinates
 */
export function parseCoordinates(text, bounds) {
  const plain = text.normalize("NFKC").replaceAll(/[经纬]/g, "").replaceAll(/(^|[^百])度/g, "$1°").replaceAll(/′′|''/g, '"').trim();
  const name = plain.match(NAMED_FIRST) ?? plain.match(NAMED_LAST);
  const rest = name ? plain.replace(name[0], "").trim() : plain;
  const place = ofSigned(rest, bounds) ?? ofLettered(rest);
  if (!place) return [];
  const datums = name ? [DATUMS[name[1].toUpperCase().replaceAll(/[-_]/g, "")]] : isInChina(place.lon, place.lat) ? UNNAMED : UNNAMED.slice(0, 1);
  return datums.map((datum) => ({ ...rounded(unshifted(place.lon, place.lat, datum)), datum }));
}

function rounded([lon, lat]) {
  return { lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)) };
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
