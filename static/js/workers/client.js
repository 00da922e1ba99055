/** The page's end of a worker: a call is a promise. */

import { FetchFailed } from "../fetch.js";

/**
 * Start one of the workers beside this file.
 *
 * Where a browser cannot run module workers, the same module runs in the page.
 * @param {URL} url
 * @returns {{call(method: string, ...args: unknown[]): Promise<any>}}
 */
export function startWorker(url) {
  const waiting = new Map();
  let calls = 0;
  let inPage = globalThis.OffscreenCanvas ? null : import(url);
  const worker = inPage ? null : new Worker(url, { type: "module" });

  const post = (call, method, args) => {
    if (inPage) inPage.then(({ methods }) => methods[method](...args)).then((result) => settle({ call, result }), (error) => settle({ call, error }));
    else worker.postMessage({ call, method, args }, { transfer: imagesIn(args) });
  };
  const settle = ({ call, result, failure, error }) => {
    const { resolve, reject } = waiting.get(call);
    waiting.delete(call);
    if (failure) reject(failure.reason ? new FetchFailed(failure.reason, failure.status) : new Error(failure.message));
    else if (error) reject(error);
    else resolve(result);
  };
  if (worker) {
    worker.onmessage = ({ data }) => settle(data);
    worker.onerror = () => {
      worker.terminate();
      inPage = import(url);
      for (const [call, { method, args }] of waiting) post(call, method, args);
    };
  }
  return {
    call: (method, ...args) => new Promise((resolve, reject) => {
      const call = ++calls;
      waiting.set(call, { resolve, reject, method, args });
      post(call, method, args);
    }),
  };
}

/** Images change hands instead of being copied. */
function imagesIn(args) {
  return args.flat().filter((arg) => arg instanceof ImageBitmap);
}
