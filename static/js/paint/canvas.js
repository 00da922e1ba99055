/** Canvases away from the page. In a browser without them, a canvas of the page does, there and only there. */

/** @returns {OffscreenCanvas | HTMLCanvasElement} */
export function createCanvas(width, height) {
  if (globalThis.OffscreenCanvas) return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

/** What can be sent to the page and shown there. */
export function imageOf(canvas) {
  return canvas.transferToImageBitmap ? canvas.transferToImageBitmap() : canvas;
}
