/** Elements from plain calls. Text only ever enters as text. */

import { page } from "../page.js";
import { onThemeChange } from "./theme.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 * @param {string} name
 * @param {Record<string, unknown>} [props] `on…` listens, true and false set and leave out, the rest are attributes
 * @param {...(Node | string | number | null | false | undefined)} children
 */
export function el(name, props = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/** Put other children in. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
  return element;
}

/** An icon of the sprite. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${page.urls.icons}#${name}`);
  svg.append(use);
  return svg;
}

/** A small canvas that `draw` paints about its middle; painted anew when light turns to dark. */
export function swatch(size, draw) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const canvas = el("canvas", { class: "swatch", width: size * ratio, height: size * ratio, "aria-hidden": "true" });
  canvas.style.width = canvas.style.height = `${size}px`;
  paintSwatch(canvas, size, ratio, draw);
  followTheme(new WeakRef(canvas), (mine) => paintSwatch(mine, size, ratio, draw));
  return canvas;
}

function paintSwatch(canvas, size, ratio, draw) {
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, (size * ratio) / 2, (size * ratio) / 2);
  ctx.clearRect(-size / 2, -size / 2, size, size);
  draw(ctx, ratio);
}

/** Legends are made anew all the time: what nobody shows any more is not held. */
function followTheme(held, repaint) {
  const stop = onThemeChange(() => {
    const element = held.deref();
    if (element) repaint(element);
    else stop();
  });
}

function present(children) {
  return children.flat().filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (typeof child === "number" ? String(child) : child));
}
