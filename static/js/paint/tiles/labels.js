/** Names in a square of vector tiles. One that would be cut at its edge is left out: the square beside it knows nothing of it. */

import { colour } from "../palette.js";
import { byZoom } from "../plane.js";
import { partsInside } from "../labels/along.js";
import { pointLabel } from "../labels/division.js";
import { candidatesAlong } from "../labels/lines.js";
import { fontOf, widthOf } from "../labels/type.js";
import { placed, present } from "./paint.js";
import { nameOf, PLACE_LAYERS, placeRank, ROAD_LAYERS, ROAD_NAME_LAYERS, roadLevel, WATER_NAME_LAYERS } from "./schema.js";

const POINT = 1;
const LINE = 2;
const ROADS_FROM_ZOOM = [null, 13.5, 15, 16];
const PLACES_FROM_ZOOM = [null, 14, 13, 11, 8, 4];
const REPEAT_PX = 360;

/** @returns {object[]} candidates that lie whole in the square */
export function labelsOf(square, frame, language) {
  const { tile } = square;
  const roads = present(tile, ROAD_NAME_LAYERS);
  const candidates = [
    ...namesIn(square, present(tile, PLACE_LAYERS), POINT, language, (found) => placeLabel(found, frame)),
    ...namesIn(square, present(tile, WATER_NAME_LAYERS), POINT, language, (found) => waterLabel(found, frame)),
    ...namesIn(square, roads.length ? roads : present(tile, ROAD_LAYERS), LINE, language, (found) => roadLabels(found, frame)),
  ];
  return candidates.map((candidate) => wholeIn(candidate, frame)).filter(({ places }) => places.length);
}

function namesIn(square, layers, type, language, make) {
  const found = [];
  for (const layer of layers) {
    const { scale, left, top } = placed(layer, square);
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      const name = feature.type === type && nameOf(feature.properties, language);
      if (!name) continue;
      const lines = feature.loadGeometry().map((chain) => chain.flatMap(({ x, y }) => [x * scale - left, y * scale - top]));
      found.push(...make({ name, lines, properties: feature.properties }));
    }
  }
  return found;
}

function placeLabel({ name, lines: [[x, y]], properties }, { zoom }) {
  const rank = placeRank(properties);
  if (!rank || zoom < PLACES_FROM_ZOOM[rank]) return [];
  const size = byZoom(zoom, [[8, 11], [14, 14]]) + (rank > 3 ? 2 : 0);
  return [pointLabel(name, [x, y], {
    size, font: fontOf(size, rank > 3 ? 600 : 500), priority: 50 + rank, offsets: [[0, 0], [0, -size], [0, size]],
    fill: colour("street-text"), halo: colour("label-halo"), haloWidth: 3,
  })];
}

function waterLabel({ name, lines: [[x, y]] }, { zoom }) {
  const size = byZoom(zoom, [[10, 11], [16, 14]]);
  return [pointLabel(name, [x, y], {
    size, font: fontOf(size, 500), priority: 45, offsets: [[0, 0]], fill: colour("water-text"), halo: colour("water-halo"), haloWidth: 2.5,
  })];
}

function roadLabels({ name, lines, properties }, { zoom, width, height }) {
  const level = roadLevel(properties);
  if (!level || zoom < ROADS_FROM_ZOOM[level]) return [];
  const size = byZoom(zoom, [[14, 10.5], [18, 13]]);
  const font = fontOf(size, level === 1 ? 500 : 400);
  const advances = [...name].map((char) => widthOf(char, font) + 1);
  const style = { font, fill: colour("street-text"), halo: colour("street-halo"), haloWidth: 3 };
  return lines
    .flatMap((line) => partsInside(line, [0, 0, width, height]))
    .flatMap((part) => candidatesAlong(part, name, advances, { size, repeat_px: REPEAT_PX, priority: 40 - 10 * level, style }));
}

/** The same candidate with only those places that lie in the square. */
function wholeIn(candidate, { width, height }) {
  const fits = candidate.places.map((boxes) => boxes.every(([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= width && bottom <= height));
  const kept = (list) => list?.filter((_, i) => fits[i]);
  return { ...candidate, places: kept(candidate.places), at: kept(candidate.at), glyphs: kept(candidate.glyphs) };
}
