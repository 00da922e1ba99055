/** Light or dark: reads the map's colours from the style sheet's tokens. */

import { setPalette } from "../paint/palette.js";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** The colours as they are now. */
export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const names = style.getPropertyValue("--map-colours").split(/\s+/).filter(Boolean);
  const palette = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
  setPalette(palette);
  return palette;
}

/** Hear of the new colours when light turns to dark or back. */
export function onThemeChange(listener) {
  dark.addEventListener("change", () => listener(readPalette()));
}
