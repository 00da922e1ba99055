/**
 * Light or dark: as chosen on this device, else as the device is. Says which colours the map has then.
 *
 * The page's first script has set `data-theme` before anything was painted (templates/base.html).
 */

import { setPalette } from "../paint/palette.js";

export const APPEARANCES = ["device", "light", "dark"];

const STORED = "theme";
const device = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();
let chosen = remembered();

device.addEventListener("change", apply);
showInBrowser();

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

/** Hear of the new colours when light turns to dark or back; answers with a function that stops listening. */
export function onThemeChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One of APPEARANCES. */
export const appearance = () => chosen;

export function chooseAppearance(next) {
  chosen = next;
  try {
    if (next === "device") localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, next);
  } catch {
    // a browser that remembers nothing: it holds until the page is left
  }
  apply();
}

function remembered() {
  try {
    const stored = localStorage.getItem(STORED);
    return APPEARANCES.includes(stored) ? stored : "device";
  } catch {
    return "device";
  }
}

function apply() {
  const isDark = chosen === "device" ? device.matches : chosen === "dark";
  const { dataset } = document.documentElement;
  if ((dataset.theme === "dark") === isDark) return;
  dataset.theme = isDark ? "dark" : "light";
  showInBrowser();
  const palette = readPalette();
  for (const listener of listeners) listener(palette);
}

/** A phone paints its own bars in the colour of the page. */
function showInBrowser() {
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--map-paper").trim();
  document.querySelector("meta[name=theme-color]")?.setAttribute("content", paper);
}
