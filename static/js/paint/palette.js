/** The map's colours, as the style sheet tells them. Touches no DOM: whoever does hands them in. */

const listeners = new Set();
let colours = {};

/** The colour of a token `--map-…`: `colour("water")`. */
export function colour(name) {
  return colours[name] ?? "#f0f";
}

/** Whatever `task` draws at once is drawn in other colours. */
export function withPalette(palette, task) {
  const before = colours;
  setPalette(palette);
  try {
    return task();
  } finally {
    setPalette(before);
  }
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
