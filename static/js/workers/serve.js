/** The worker's end: calls by name, answers by number. */

const TRANSFERRED = ["ImageBitmap", "ArrayBuffer"];

/**
 * Answer the calls of the page; in the page itself (a browser without module workers) there is nothing to do.
 * @param {Record<string, (...args: unknown[]) => unknown>} methods
 */
export function serve(methods) {
  if (globalThis.document) return;
  globalThis.onmessage = async ({ data: { call, method, args } }) => {
    try {
      const result = await methods[method](...args);
      globalThis.postMessage({ call, result }, { transfer: transferredIn(result) });
    } catch (error) {
      globalThis.postMessage({ call, failure: { reason: error.reason, status: error.status, message: error.message } });
    }
  };
}

/** An image changes hands instead of being copied. */
function transferredIn(result) {
  return TRANSFERRED.includes(result?.image?.constructor.name) ? [result.image] : [];
}
