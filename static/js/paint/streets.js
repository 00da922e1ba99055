/** Streets as lines with their names. Touches no DOM. */

import { boxOf, chainsOf } from "./paths.js";

/** @typedef {{name: string | null, level: number, isBridge: boolean, chains: Float64Array[], box: number[]}} Street */

/**
 * @param {object} collection GeoJSON
 * @param {import("./plane.js").Plane} plane
 * @returns {Street[]}
 */
export function streetsOf({ features }, plane) {
  return features.map(({ geometry, properties: { name, level, is_bridge } }) => {
    const chains = chainsOf(geometry, plane);
    return { name, level, isBridge: Boolean(is_bridge), chains, box: boxOf(chains) };
  });
}
