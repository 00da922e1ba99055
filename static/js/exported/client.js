/** In a map that is one file there is no other file to run as a worker: the same modules paint in the page. Stands for ../workers/client.js. */

const MODULES = {
  ground: () => import("../workers/ground.js"),
  scene: () => import("../workers/scene.js"),
};

/** @param {URL} url of the worker, whose name says which it is */
export function startWorker(url) {
  const module = MODULES[url.pathname.match(/(\w+)\.js$/)[1]]();
  return { call: async (method, ...args) => (await module).methods[method](...args) };
}
