/** The map's colours, as the style sheet tells them. Touches no DOM: whoever does hands them in. */

const listeners = new Set();
let colours = {};

/** The colour of a token `--map-…`: `colour("water")`. */
export function colour(name) {
  return colours[name] ?? "#f0f";
}

/** @param {Record<string, string>} palette */
export function setPalette(palette) {
  colours = palette;
  for (const listener of listeners) listener();
}

/** Hear of a change between light and dark. */
export function onPaletteChange(listener) {
  listeners.add(listener);
}
