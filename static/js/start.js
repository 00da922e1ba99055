/** What need not wait for anything: the worker that paints the ground, and the data it paints. */

import { getBuffer } from "./fetch.js";
import { page } from "./page.js";
import { startWorker } from "./workers/client.js";

const LAYERS = ["division", "base"];

export const ground = startWorker(new URL("workers/ground.js", import.meta.url));

let fetched = fetchLayers();
fetched.catch(() => {}); // told where it is waited for

/** The layers of the first view as bytes, by name. A failed try is tried again. */
export async function firstLayers() {
  try {
    return await fetched;
  } catch (error) {
    fetched = fetchLayers();
    fetched.catch(() => {});
    throw error;
  }
}

async function fetchLayers() {
  const buffers = await Promise.all(LAYERS.map((layer) => getBuffer(page.urls[layer])));
  return Object.fromEntries(LAYERS.map((layer, i) => [layer, buffers[i]]));
}
