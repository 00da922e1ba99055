/** Hands a file over to the browser's downloads. */

import { el } from "../dom.js";

const KEEP_FILE_MS = 60_000; // until the browser has surely saved it

/** @param {{blob: Blob, name: string}} file */
export function saveFile({ blob, name }) {
  const href = URL.createObjectURL(blob);
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEEP_FILE_MS);
}
