/** The pen that draws a sheet as a picture. */

import { fontOf, widthOf } from "../paint/labels/type.js";
import { pixelsOf } from "./paper.js";

const LINE_MM = 0.25;
const MEASURED_PX = 100;

/**
 * @param {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D} ctx
 * @param {number} dpi
 * @returns {import("./sheet.js").Pen}
 */
export function createCanvasPen(ctx, dpi) {
  const px = (length_mm) => pixelsOf(length_mm, dpi);
  return {
    widthOf: textWidth,
    async text(text, x, y, { size, ink, weight = 400, align = "left" }) {
      Object.assign(ctx, { font: fontOf(px(size), weight), fillStyle: ink, textAlign: align, textBaseline: "alphabetic" });
      ctx.fillText(text, px(x), px(y));
    },
    box(x, y, width, height, { fill, stroke }) {
      if (fill) {
        ctx.fillStyle = fill;
        ctx.fillRect(px(x), px(y), px(width), px(height));
      }
      if (stroke) {
        Object.assign(ctx, { strokeStyle: stroke, lineWidth: px(LINE_MM), lineJoin: "miter" });
        ctx.strokeRect(px(x), px(y), px(width), px(height));
      }
    },
    shape(points, fill) {
      ctx.beginPath();
      for (const [x, y] of points) ctx.lineTo(px(x), px(y));
      ctx.fillStyle = fill;
      ctx.fill();
    },
    async picture(images, x, y, width, height) {
      for (const image of images) ctx.drawImage(image, px(x), px(y), px(width), px(height));
    },
  };
}

/** The width of a text whose em is `size`, in the unit of `size`. */
export function textWidth(text, size, weight = 400) {
  return (widthOf(text, fontOf(MEASURED_PX, weight)) * size) / MEASURED_PX;
}
