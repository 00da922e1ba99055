/** A sheet of paper around a map: title, frame, legend, north, scale bar and foot, drawn with any pen. Touches no DOM. */

import { flowLegend } from "./paper.js";

const INK = "#1c2027";
const SOFT = "#575e6b";
const TITLE_MM = 6;
const NOTE_MM = 2.7;
const BAR_MM = 1.6;
const BAR_PARTS = 4;
const NORTH_MM = 7;

/**
 * @typedef {object} Sheet
 * @property {import("./paper.js").Layout} layout
 * @property {string} title
 * @property {import("./paper.js").Section[]} legend rows are `{word, image, size_mm}`, `image` a place in the images of the legend
 * @property {{name: string, bar_mm: number, marks: string[]}} scale `marks` stand at the beginning, middle and end of the bar
 * @property {string[]} foot
 *
 * Lengths are millimetres, text sizes the height of an em.
 * @typedef {object} Pen
 * @property {(text: string, size: number, weight?: number) => number} widthOf
 * @property {(text: string, x: number, y: number, style: {size: number, ink: string, weight?: number, align?: "left" | "center" | "right"}) => Promise<void>} text `y` is the base line
 * @property {(x: number, y: number, width: number, height: number, style: {fill?: string, stroke?: string}) => void} box
 * @property {(points: [number, number][], fill: string) => void} shape
 * @property {(images: CanvasImageSource[], x: number, y: number, width: number, height: number) => Promise<void>} picture one over the other
 */

/**
 * @param {Pen} pen
 * @param {Sheet} sheet
 * @param {{map: CanvasImageSource[], legend: CanvasImageSource[]}} images
 */
export async function drawSheet(pen, sheet, { map, legend }) {
  const { layout } = sheet;
  pen.box(0, 0, layout.width, layout.height, { fill: "#ffffff" });
  await drawTitle(pen, sheet.title, layout.title);
  const { x, y, width, height } = layout.map;
  await pen.picture(map, x, y, width, height);
  pen.box(x, y, width, height, { stroke: INK });
  await drawNorth(pen, x + width - NORTH_MM, y + NORTH_MM);
  if (layout.legend) await drawLegend(pen, sheet.legend, layout, legend);
  await drawScale(pen, sheet.scale, layout.foot);
  await drawFoot(pen, sheet.foot, layout.foot, sheet.scale.bar_mm);
}

/** A long title is written smaller, down to the point where it is cut. */
async function drawTitle(pen, title, { x, y, width }) {
  const size = Math.max(TITLE_MM / 2, Math.min(TITLE_MM, (TITLE_MM * width) / pen.widthOf(title, TITLE_MM, 600)));
  await pen.text(fitted(pen, title, width, size, 600), x, y + TITLE_MM, { size, ink: INK, weight: 600 });
}

/** An arrow: Web Mercator has north at the top everywhere. */
async function drawNorth(pen, x, y) {
  pen.shape([[x, y - 5], [x + 3, y + 3.4], [x, y + 1.6], [x - 3, y + 3.4]], "#ffffff");
  pen.shape([[x, y - 4], [x + 2.1, y + 2.4], [x, y + 1]], INK);
  pen.shape([[x, y - 4], [x - 2.1, y + 2.4], [x, y + 1]], SOFT);
  pen.box(x - 1.8, y + 3.2, 3.6, 3.8, { fill: "#ffffff" });
  await pen.text("N", x, y + 6.2, { size: 3.4, ink: INK, weight: 600, align: "center" });
}

async function drawLegend(pen, sections, { legend: { x, y, width, height }, columns }, images) {
  const { line_mm, lines } = flowLegend(sections, { height, columns });
  const columnWidth = width / columns;
  const size = line_mm * 0.62;
  for (const { column, y: middle, section, row } of lines) {
    const left = x + column * columnWidth;
    const base = y + middle + size * 0.36;
    if (section) {
      await pen.text(fitted(pen, section.title, columnWidth - 2, size, 600), left, base, { size, ink: INK, weight: 600 });
      continue;
    }
    const side = Math.min(row.size_mm, line_mm);
    await pen.picture([images[row.image]], left + (line_mm - side) / 2, y + middle - side / 2, side, side);
    await pen.text(fitted(pen, row.word, columnWidth - line_mm - 3, size), left + line_mm + 1, base, { size, ink: INK });
  }
}

async function drawScale(pen, { name, bar_mm, marks }, { x, y }) {
  const top = y + 9;
  await pen.text(name, x, y + 5, { size: 4, ink: INK, weight: 600 });
  for (let part = 0; part < BAR_PARTS; part++) {
    const fill = part % 2 ? "#ffffff" : INK;
    pen.box(x + (part * bar_mm) / BAR_PARTS, top, bar_mm / BAR_PARTS, BAR_MM, { fill, stroke: INK });
  }
  for (const [i, mark] of marks.entries()) {
    const align = ["left", "center", "left"][i];
    await pen.text(mark, x + (i * bar_mm) / 2 - (i === 2 ? 1 : 0), top + BAR_MM + 3.2, { size: NOTE_MM, ink: SOFT, align });
  }
}

/** Lines at the right, as many to a line as there is room for. */
async function drawFoot(pen, notes, { x, y, width }, bar_mm) {
  const room = width - bar_mm - 24;
  for (const [i, line] of wrapped(pen, notes, room).entries()) {
    await pen.text(line, x + width, y + 4.4 + i * NOTE_MM * 1.45, { size: NOTE_MM, ink: SOFT, align: "right" });
  }
}

function wrapped(pen, notes, width) {
  const lines = [];
  for (const note of notes) {
    const longer = lines.length ? `${lines[lines.length - 1]} · ${note}` : note;
    if (lines.length && pen.widthOf(longer, NOTE_MM) <= width) lines[lines.length - 1] = longer;
    else lines.push(fitted(pen, note, width, NOTE_MM));
  }
  return lines;
}

/** As much of a text as there is room for. */
function fitted(pen, text, width, size, weight) {
  if (pen.widthOf(text, size, weight) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && pen.widthOf(`${letters.join("")}…`, size, weight) > width) letters.pop();
  return `${letters.join("")}…`;
}
