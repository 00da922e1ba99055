/** The worker that paints what lies over the ground, and knows what is where. */

import { startWorker } from "./workers/client.js";

export const scene = startWorker(new URL("workers/scene.js", import.meta.url));
