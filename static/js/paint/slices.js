/** Long work in short slices, so that a finger or a key is never kept waiting. */

const SLICE_MS = 10;

/**
 * Run a generator to its end, giving way whenever a slice is used up.
 * @param {Generator} steps each `yield` is a place where it may be interrupted
 * @param {AbortSignal} [signal]
 * @returns {Promise<boolean>} whether it came to its end
 */
export async function paintInSlices(steps, signal) {
  let sliceEnds = performance.now() + SLICE_MS;
  for (;;) {
    if (signal?.aborted) return false;
    if (steps.next().done) return true;
    if (performance.now() > sliceEnds) {
      await giveWay();
      sliceEnds = performance.now() + SLICE_MS;
    }
  }
}

/** Let the browser do whatever else is waiting. */
export function giveWay() {
  if (globalThis.scheduler?.yield) return globalThis.scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage(null);
  });
}
