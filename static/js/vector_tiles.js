/** The page's end of the worker that paints vector tiles. */

import { page } from "./page.js";
import { onThemeChange, readPalette } from "./ui/theme.js";
import { startWorker } from "./workers/client.js";

let worker = null;

/**
 * @param {object} offer of the page's `base_maps`
 * @returns {{paint(coords: {z: number, x: number, y: number}, ratio: number): Promise<ImageBitmap | null>}} null where
 *   there is no tile
 */
export function startPainter({ urls: [url], min_zoom, max_zoom }) {
  if (!worker) {
    worker = startWorker(new URL("workers/tiles.js", import.meta.url));
    worker.call("setPalette", readPalette());
    onThemeChange((palette) => worker.call("setPalette", palette));
  }
  const source = { url, minZoom: min_zoom, maxZoom: max_zoom, language: page.lang };
  return { paint: async (coords, ratio) => (await worker.call("paint", source, coords, ratio)).image };
}
