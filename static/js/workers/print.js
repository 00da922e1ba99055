/** The worker that puts a sheet together: map pictures in, a PNG or a PDF out. */

import { jsPDF } from "../../vendor/jspdf.js";
import { blobOf, createCanvas } from "../paint/canvas.js";
import { createCanvasPen } from "../print/canvas_pen.js";
import { pixelsOf } from "../print/paper.js";
import { createPdfPen } from "../print/pdf_pen.js";
import { withResolution } from "../print/png.js";
import { drawSheet } from "../print/sheet.js";
import { serve } from "./serve.js";

export const methods = {
  /**
   * @param {import("../print/sheet.js").Sheet & {dpi: number, about: Record<string, string>}} sheet
   * @param {ImageBitmap[]} map
   * @param {ImageBitmap[]} legend
   */
  async png(sheet, map, legend) {
    const { layout, dpi } = sheet;
    const canvas = createCanvas(Math.round(pixelsOf(layout.width, dpi)), Math.round(pixelsOf(layout.height, dpi)));
    await drawSheet(createCanvasPen(canvas.getContext("2d", { alpha: false }), dpi), sheet, { map, legend });
    letGo([...map, ...legend]);
    const png = await blobOf(canvas, "image/png");
    return new Blob([withResolution(new Uint8Array(await png.arrayBuffer()), dpi)], { type: "image/png" });
  },

  async pdf(sheet, map, legend) {
    const { layout: { width, height }, dpi, about } = sheet;
    const pdf = new jsPDF({ unit: "mm", format: [width, height], orientation: width > height ? "landscape" : "portrait", compress: true });
    pdf.setProperties(about).setLanguage(about.language);
    await drawSheet(createPdfPen(pdf, dpi), sheet, { map, legend });
    letGo([...map, ...legend]);
    return pdf.output("blob");
  },
};

/** Pictures for paper are large: their memory is given back at once. */
function letGo(images) {
  for (const image of images) image.close?.();
}

serve(methods);
