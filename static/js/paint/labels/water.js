/** Names of rivers and lakes along their middle, spaced out and in the colour of water: candidates for placement. */

import { colour } from "../palette.js";
import { boxOf, chainsOf } from "../paths.js";
import { boxesMeet, byZoom } from "../plane.js";
import { candidatesAlong, pixelsOf } from "./lines.js";
import { partsInside } from "./along.js";
import { fontOf, widthOf } from "./type.js";

const FROM_ZOOM = 12.5;
const PRIORITY = 50;
const REPEAT_PX = 640;

/** @typedef {{name: string, chain: Float64Array, box: number[]}} WaterName */

/**
 * @param {object} collection GeoJSON of the waters
 * @param {import("../plane.js").Plane} plane
 * @returns {WaterName[]}
 */
export function waterNamesOf({ features }, plane) {
  return features
    .filter(({ properties: { name, midline } }) => name && midline)
    .map(({ properties: { name, midline } }) => {
      const [chain] = chainsOf({ type: "LineString", coordinates: midline }, plane);
      return { name, chain, box: boxOf([chain]) };
    });
}

/** @param {WaterName[]} names */
export function waterLabels(names, frame) {
  if (frame.zoom < FROM_ZOOM) return [];
  const visible = [0, 0, frame.width, frame.height];
  const size = byZoom(frame.zoom, [[12, 11], [15, 14], [18, 17]]);
  const font = fontOf(size, 500);
  const style = { font, fill: colour("water-text"), halo: colour("water-halo"), haloWidth: 2.5 };
  const spacing = byZoom(frame.zoom, [[12, 3], [16, 14]]);
  return names
    .filter(({ box }) => boxesMeet(box, frame.box))
    .flatMap(({ name, chain }) => {
      const advances = [...name].map((char) => widthOf(char, font) + spacing);
      return partsInside(pixelsOf(chain, frame), visible)
        .flatMap((part) => candidatesAlong(part, name, advances, { size, repeat_px: REPEAT_PX, priority: PRIORITY, style }));
    });
}
