/** Light or dark: reads the map's colours from the style sheet's tokens. */

import { setPalette } from "../paint/palette.js";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** The colours as they are now. */
export function readPalette() {
  const palette = paletteIn(getComputedStyle(document.documentElement));
  setPalette(palette);
  return palette;
}

/** The colours of paper, whatever the screen has: the first rule of the style sheet's tokens. */
export function lightPalette() {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const { style } = rules.find((rule) => rule.selectorText === ":root" && rule.style.getPropertyValue("--map-colours"));
  return paletteIn(style);
}

function paletteIn(style) {
  const names = style.getPropertyValue("--map-colours").split(/\s+/).filter(Boolean);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

/** Hear of the new colours when light turns to dark or back. */
export function onThemeChange(listener) {
  dark.addEventListener("change", () => listener(readPalette()));
}
