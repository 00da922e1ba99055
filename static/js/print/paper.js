/** Where what lies on a sheet of paper, in millimetres from its top left corner. Touches no DOM. */

export const PAPERS = { a4: [210, 297], a3: [297, 420] };

const MARGIN = 8;
const TITLE = 13;
const FOOT = 17;
const GAP = 3;
const LEGEND_COLUMN = 47;
const NARROW_COLUMN = 36; // of several
const LEGEND_BELOW = 46; // height
const INCH_MM = 25.4;
const RESOLUTIONS_DPI = [300, 250, 200];
const MOST_PIXELS = 12_500_000; // what phones give a canvas, with room to spare

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box millimetres
 * @typedef {{width: number, height: number, title: Box, map: Box, legend: Box | null, columns: number, foot: Box}} Layout
 *
 * The legend stands beside the map on a wide sheet, below it on a tall one.
 * @param {{paper: keyof typeof PAPERS, isWide: boolean, hasLegend: boolean}} sheet
 * @returns {Layout}
 */
export function layOut({ paper, isWide, hasLegend }) {
  const [width, height] = isWide ? [...PAPERS[paper]].reverse() : PAPERS[paper];
  const x = MARGIN;
  const inner = width - 2 * MARGIN;
  const top = MARGIN + TITLE;
  const room = height - top - FOOT - MARGIN;
  const beside = hasLegend && isWide ? LEGEND_COLUMN + GAP : 0;
  const below = hasLegend && !isWide ? LEGEND_BELOW + GAP : 0;
  const map = { x, y: top, width: inner - beside, height: room - below };
  return {
    width, height, map,
    title: { x, y: MARGIN, width: inner, height: TITLE },
    legend: hasLegend ? legendBox(map, { isWide, inner, room }) : null,
    columns: isWide ? 1 : Math.floor((inner + GAP) / (NARROW_COLUMN + GAP)),
    foot: { x, y: height - MARGIN - FOOT, width: inner, height: FOOT },
  };
}

function legendBox(map, { isWide, inner, room }) {
  if (isWide) return { x: map.x + map.width + GAP, y: map.y, width: LEGEND_COLUMN, height: room };
  return { x: map.x, y: map.y + map.height + GAP, width: inner, height: LEGEND_BELOW };
}

/** The finest resolution in which a sheet is not too many pixels. */
export function resolutionOf({ width, height }) {
  const pixels = (dpi) => Math.round((width / INCH_MM) * dpi) * Math.round((height / INCH_MM) * dpi);
  return RESOLUTIONS_DPI.find((dpi) => pixels(dpi) <= MOST_PIXELS) ?? RESOLUTIONS_DPI[RESOLUTIONS_DPI.length - 1];
}

/** Pixels of a length. */
export const pixelsOf = (length_mm, dpi) => (length_mm / INCH_MM) * dpi;

/** @typedef {{title: string, rows: object[]}} Section of a legend */

/**
 * Lay the lines of a legend into columns: a title is never the last line of a column.
 * @param {Section[]} sections
 * @param {{height: number, columns: number}} room
 * @returns {{line_mm: number, lines: {column: number, y: number, section?: Section, row?: object}[]}} y is the middle of a line
 */
export function flowLegend(sections, { height, columns }) {
  for (let line_mm = LARGEST_LINE; ; line_mm -= 0.1) {
    const lines = linesAt(sections, line_mm, height);
    if (lines[lines.length - 1].column < columns || line_mm <= SMALLEST_LINE) return { line_mm, lines: lines.filter(({ column }) => column < columns) };
  }
}

const LARGEST_LINE = 4.4;
const SMALLEST_LINE = 2.6;

function linesAt(sections, line_mm, height) {
  const lines = [];
  let [column, y] = [0, 0];
  const next = (needed_mm) => {
    if (y > 0 && y + needed_mm > height) [column, y] = [column + 1, 0];
  };
  for (const section of sections) {
    if (y > 0) y += line_mm * 0.4;
    next(2 * line_mm);
    lines.push({ column, y: y + line_mm / 2, section });
    y += line_mm;
    for (const row of section.rows) {
      next(line_mm);
      lines.push({ column, y: y + line_mm / 2, row });
      y += line_mm;
    }
  }
  return lines;
}
