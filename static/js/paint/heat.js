/** The heat surface: density as colours, worked out once and the same at every zoom. */

import { createCanvas } from "./canvas.js";
import { colour, onPaletteChange } from "./palette.js";
import { drawInPlane } from "./plane.js";

export const HEAT_STOPS = 5;
const SHADES = 256;

export function createHeatPainter() {
  let density = null;
  let most = 0;
  let picture = null;
  onPaletteChange(() => (picture = null));

  return {
    /**
     * @param {import("../figures/density.js").Density | null} shown null for none
     * @param {number} strongest the density that gets the last colour
     */
    show(shown, strongest) {
      density = shown;
      most = strongest;
      picture = null;
    },
    *paint(ctx, frame) {
      if (!density || !most) return;
      const surface = (picture ??= pictureOf(density, most)); // other colours may come before it is drawn
      yield;
      drawInPlane(ctx, frame);
      ctx.imageSmoothingEnabled = true;
      ctx.imageSmoothingQuality = "high";
      ctx.drawImage(surface, density.x, density.y, density.width * density.cell, density.height * density.cell);
      yield;
    },
  };
}

function pictureOf({ width, height, values }, most) {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext("2d");
  const image = ctx.createImageData(width, height);
  const shades = shadesOf();
  for (let i = 0; i < values.length; i++) {
    const shade = Math.min(SHADES - 1, Math.floor((values[i] / most) * (SHADES - 1)));
    image.data.set(shades[shade], 4 * i);
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

/** Colours from nothing to the strongest, between those of the style sheet. */
function shadesOf() {
  const stops = Array.from({ length: HEAT_STOPS }, (_, i) => channelsOf(colour(`heat-${i}`)));
  return Array.from({ length: SHADES }, (_, shade) => {
    const at = (shade / (SHADES - 1)) * (HEAT_STOPS - 1);
    const i = Math.min(Math.floor(at), HEAT_STOPS - 2);
    return stops[i].map((value, c) => Math.round(value + (stops[i + 1][c] - value) * (at - i)));
  });
}

/** Red, green, blue and opacity of #rrggbbaa. */
function channelsOf(hex) {
  return [1, 3, 5, 7].map((at) => parseInt(hex.slice(at, at + 2) || "ff", 16));
}
