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

/** A canvas as a file. */
export function blobOf(canvas, type, quality) {
  if (canvas.convertToBlob) return canvas.convertToBlob({ type, quality });
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas is too large"))), type, quality));
}
