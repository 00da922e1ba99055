/**
 * Which base map lies under the division, how strong it is, and what of it is to be seen now. Touches no DOM.
 *
 * The town's own map is drawn with the division; other base maps come as tiles that lie below, and until they are there
 * the town's own stays.
 */

import { createStore } from "../store.js";

export const BUILT_IN = "built-in";
export const NONE = "none";

/** @typedef {{key: string, opacity: number}} BaseMap opacity between 0 and 1 */

/** @type {BaseMap} */
export const DEFAULT_BASE_MAP = Object.freeze({ key: BUILT_IN, opacity: 1 });

/** Whether the tiles of the chosen base map have come to the screen. */
export const tiles = createStore({ areShown: false });

/**
 * What the ground is painted on.
 * @typedef {{kind: "built-in" | "paper" | "tiles", opacity: number}} Surface
 *
 * @param {BaseMap} base
 * @param {boolean} areTilesShown
 * @returns {Surface}
 */
export function surfaceOf({ key, opacity }, areTilesShown) {
  if (key === NONE || opacity === 0) return { kind: "paper", opacity: 1 };
  if (key === BUILT_IN) return { kind: "built-in", opacity };
  return areTilesShown ? { kind: "tiles", opacity } : { kind: "built-in", opacity: 1 };
}
