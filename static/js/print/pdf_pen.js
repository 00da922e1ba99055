/**
 * The pen that draws a sheet as PDF: lines and Latin text as such, the map as one picture.
 *
 * A PDF must bring the letters of every other script along, and no Chinese font is small enough for that: such text is
 * drawn as a picture, in the resolution of the paper.
 */

import { createCanvas, blobOf } from "../paint/canvas.js";
import { createCanvasPen, textWidth } from "./canvas_pen.js";
import { pixelsOf } from "./paper.js";

const LINE_MM = 0.25;
const FONT = "helvetica";
const POINT_MM = 25.4 / 72;
const LATIN = /^[\x20-\x7e\xa0-\xff]*$/;
const MAP_QUALITY = 0.92;
const [ASCENT, DESCENT] = [1.1, 0.35]; // of an em

/**
 * @param {import("../../vendor/jspdf.js").jsPDF} pdf in millimetres
 * @param {number} dpi of pictures
 * @returns {import("./sheet.js").Pen}
 */
export function createPdfPen(pdf, dpi) {
  const setFont = (size, weight) => pdf.setFont(FONT, weight > 500 ? "bold" : "normal").setFontSize(size / POINT_MM);
  const widthOf = (text, size, weight = 400) => {
    if (!LATIN.test(text)) return textWidth(text, size, weight);
    setFont(size, weight);
    return pdf.getTextWidth(text);
  };

  async function drawText(text, x, y, style) {
    const { size, weight = 400, align = "left" } = style;
    const width = widthOf(text, size, weight) + size / 2; // italics and the like reach over
    const canvas = createCanvas(...[width, size * (ASCENT + DESCENT)].map((length) => Math.ceil(pixelsOf(length, dpi))));
    const ctx = whiteContext(canvas);
    await createCanvasPen(ctx, dpi).text(text, 0, size * ASCENT, { ...style, align: "left" });
    const left = x - { left: 0, center: 0.5, right: 1 }[align] * (width - size / 2);
    await place(canvas, "PNG", left, y - size * ASCENT, width, size * (ASCENT + DESCENT));
  }

  async function place(canvas, format, x, y, width, height) {
    const blob = await blobOf(canvas, `image/${format.toLowerCase()}`, MAP_QUALITY);
    pdf.addImage(new Uint8Array(await blob.arrayBuffer()), format, x, y, width, height);
  }

  return {
    widthOf,
    async text(text, x, y, style) {
      if (!LATIN.test(text)) return drawText(text, x, y, style);
      setFont(style.size, style.weight ?? 400);
      pdf.setTextColor(style.ink).text(text, x, y, { align: style.align ?? "left" });
    },
    box(x, y, width, height, { fill, stroke }) {
      if (fill) pdf.setFillColor(fill).rect(x, y, width, height, "F");
      if (stroke) pdf.setDrawColor(stroke).setLineWidth(LINE_MM).rect(x, y, width, height, "S");
    },
    shape([first, ...rest], fill) {
      const steps = rest.map(([x, y], i) => [x - [first, ...rest][i][0], y - [first, ...rest][i][1]]);
      pdf.setFillColor(fill).lines(steps, ...first, [1, 1], "F", true);
    },
    async picture(images, x, y, width, height) {
      const canvas = createCanvas(Math.round(pixelsOf(width, dpi)), Math.round(pixelsOf(height, dpi)));
      await createCanvasPen(whiteContext(canvas), dpi).picture(images, 0, 0, width, height);
      await place(canvas, images.length > 1 ? "JPEG" : "PNG", x, y, width, height);
    },
  };
}

/** Without transparency: PDF would keep that as a second picture. */
function whiteContext(canvas) {
  const ctx = canvas.getContext("2d", { alpha: false });
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  return ctx;
}
