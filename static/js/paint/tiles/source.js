/** Vector tiles by their squares: fetched once, read, and cut where the map is closer than the source goes. Touches no DOM. */

import { FetchFailed, getBuffer } from "../../fetch.js";
import { VectorTile } from "../../../vendor/vector-tile.js";
import { PbfReader } from "../../../vendor/pbf.js";

const TILES_KEPT = 48;

/**
 * A part of a tile: which of 2^depth × 2^depth squares of it.
 * @typedef {{tile: VectorTile, depth: number, column: number, row: number}} Square
 */

/** @param {{url: string, maxZoom: number, minZoom: number}} source */
export function createSource({ url, minZoom, maxZoom }) {
  const kept = new Map();

  const load = async (z, x, y) => {
    const bytes = await getBuffer(url.replace("{z}", z).replace("{x}", x).replace("{y}", y));
    return bytes.byteLength ? readTile(bytes) : null;
  };
  return {
    /** @returns {Promise<Square | null>} null where the source has no tile */
    async squareAt({ z, x, y }) {
      if (z < minZoom) return null;
      const square = squareOf({ z, x, y }, maxZoom);
      const key = `${square.z}/${square.x}/${square.y}`;
      const asked = kept.get(key) ?? load(square.z, square.x, square.y);
      kept.delete(key); // the newest is the last
      kept.set(key, asked);
      if (kept.size > TILES_KEPT) kept.delete(kept.keys().next().value);
      try {
        const tile = await asked;
        return tile && { tile, depth: square.depth, column: square.column, row: square.row };
      } catch (error) {
        kept.delete(key);
        throw error;
      }
    },
  };
}

/** The tile that a square of the map is cut from, and which square of it. */
export function squareOf({ z, x, y }, maxZoom) {
  const depth = Math.max(0, z - maxZoom);
  const side = 2 ** depth;
  return { z: z - depth, x: Math.floor(x / side), y: Math.floor(y / side), depth, column: x % side, row: y % side };
}

/** Bytes that are no vector tile are a failure of the server. */
export function readTile(bytes) {
  try {
    return new VectorTile(new PbfReader(new Uint8Array(bytes)));
  } catch (error) {
    throw Object.assign(new FetchFailed("server"), { cause: error });
  }
}
