/** The view of this page: one store that starts from the address and is written back to it. */

import { camera, on, place } from "../map/leaflet.js";
import { createStore } from "../store.js";
import { decodeView, encodeView } from "./hash.js";

const { camera: cameraThen, ...first } = decodeView(location.hash);

/** Layers, base map, filters, selection and figures; the camera is the map's own. */
export const view = createStore(first);

/** The camera in the address when the page was opened, or null. */
export const firstCamera = cameraThen;

let closeSheet = null; // while a sheet lies over the page
let isReading = false;

/** Keep address and view alike from here on: moves replace the entry, steps of the user add one. */
export function keepInAddress() {
  on("moveend", () => write("replaceState"));
  view.subscribe((now, before) => write(isStep(now, before) ? "pushState" : "replaceState"));
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
}

/** A sheet opens over the page: Back closes it and keeps what was chosen on it. */
export function stepOntoSheet(close) {
  closeSheet = close;
  history.pushState(null, "");
}

/** The sheet was closed by itself: its step goes too. */
export function stepOffSheet() {
  if (closeSheet) history.back();
}

/** Layers and the days of a slider are looked through without a step for each. */
function isStep(now, before) {
  if (now.selection !== before.selection || now.filters !== before.filters) return true;
  return now.figures !== before.figures && !(now.figures.day && before.figures.day);
}

function write(method) {
  if (isReading) return; // what is half read is no step
  const hash = encodeView({ camera: camera(), ...view.value });
  if (hash === location.hash) return;
  // A move is part of the step before it: only the rest of the address makes a new entry.
  const isSameStep = closeSheet || queryOf(hash) === queryOf(location.hash);
  history[isSameStep ? "replaceState" : method](null, "", hash);
}

function read() {
  if (closeSheet) return leaveSheet();
  const { camera: asked, ...rest } = decodeView(location.hash);
  if (encodeView({ camera: camera(), ...view.value }) === location.hash) return;
  isReading = true;
  if (asked) place(asked);
  view.update(rest);
  isReading = false;
}

function leaveSheet() {
  closeSheet();
  closeSheet = null;
  write("replaceState");
}

function queryOf(hash) {
  return hash.split("?")[1] ?? "";
}
