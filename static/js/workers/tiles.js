/** The worker that paints vector tiles of other base maps. */

import { createCanvas, imageOf } from "../paint/canvas.js";
import { setPalette } from "../paint/palette.js";
import { paintInSlices } from "../paint/slices.js";
import { createSource } from "../paint/tiles/source.js";
import { paintTile, TILE_PX } from "../paint/tiles/paint.js";
import { serve } from "./serve.js";

const sources = new Map();

export const methods = {
  setPalette,

  /**
   * One square of the map; an image of null where the source has nothing.
   * @param {{url: string, minZoom: number, maxZoom: number, language: string}} source
   * @param {{z: number, x: number, y: number}} coords
   */
  async paint(source, coords, ratio) {
    if (!sources.has(source.url)) sources.set(source.url, createSource(source));
    const square = await sources.get(source.url).squareAt(coords);
    if (!square) return { image: null };
    const canvas = createCanvas(Math.round(TILE_PX * ratio), Math.round(TILE_PX * ratio));
    await paintInSlices(paintTile(canvas.getContext("2d"), square, { zoom: coords.z + 1, ratio, language: source.language }));
    return { image: imageOf(canvas) };
  },
};

serve(methods);
