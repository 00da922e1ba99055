/** The map's colours, read from the tokens in the style sheet, so that light and dark are told in one place. */

const listeners = new Set();
let colours = null;

/** The colour of a token without its `--map-`: `colour("water")`. */
export function colour(name) {
  colours ??= read();
  return colours[name] ?? "#f0f";
}

/** Hear of a change between light and dark. */
export function onPaletteChange(listener) {
  listeners.add(listener);
}

function read() {
  const style = getComputedStyle(document.documentElement);
  const names = style.getPropertyValue("--map-colours").split(/\s+/).filter(Boolean);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colours = null;
  for (const listener of listeners) listener();
});
