/**
 * A text along a line, glyph by glyph. Touches no DOM.
 *
 * Chinese stands upright wherever the line runs steep, as on printed maps; other scripts turn with the line. A text is
 * never upside down and never bent sharply.
 */

const SHARPEST_TURN = Math.PI / 7;
const STEEP = Math.PI / 4;
const IDEOGRAPHS = /^[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+$/;

/** @typedef {{char: string, x: number, y: number, angle: number}} Glyph */

/**
 * Lay a text along a line at a distance from its beginning.
 * @param {Float64Array | number[]} line flat pixels
 * @param {string} text
 * @param {number[]} advances the width of each character in pixels
 * @param {number} middle where the middle of the text is to lie, pixels along the line
 * @returns {Glyph[] | null} null where it does not fit or would bend too much
 */
export function layAlong(line, text, advances, middle) {
  const total = advances.reduce((sum, advance) => sum + advance, 0);
  const start = middle - total / 2;
  if (start < 0 || start + total > lengthOf(line)) return null;
  const isReversed = runsBackwards(at(line, start), at(line, start + total), IDEOGRAPHS.test(text));
  const characters = [...text];
  const glyphs = [];
  let travelled = 0;
  for (const [i, char] of characters.entries()) {
    const along = travelled + advances[i] / 2;
    travelled += advances[i];
    const { x, y, angle } = at(line, isReversed ? start + total - along : start + along);
    glyphs.push({ char, x, y, angle: isReversed ? angle + Math.PI : angle });
  }
  if (bendsTooMuch(glyphs)) return null;
  return IDEOGRAPHS.test(text) ? upright(glyphs) : glyphs.map((glyph) => ({ ...glyph, angle: turned(glyph.angle) }));
}

/** The length of a flat line. */
export function lengthOf(line) {
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  return length;
}

/** The parts of a flat line that lie in a box, each as a flat line. */
export function partsInside(line, box) {
  const parts = [];
  let part = null;
  for (let i = 2; i < line.length; i += 2) {
    const piece = clipped(line[i - 2], line[i - 1], line[i], line[i + 1], box);
    if (!piece) {
      part = null;
      continue;
    }
    const [x0, y0, x1, y1] = piece;
    if (!part || part[part.length - 2] !== x0 || part[part.length - 1] !== y0) parts.push((part = [x0, y0]));
    part.push(x1, y1);
  }
  return parts;
}

/** A segment cut to a box (Liang and Barsky 1984), or null. */
function clipped(x0, y0, x1, y1, [left, top, right, bottom]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  let [enters, leaves] = [0, 1];
  for (const [p, q] of [[-dx, x0 - left], [dx, right - x0], [-dy, y0 - top], [dy, bottom - y0]]) {
    if (p === 0 && q < 0) return null;
    if (p < 0) enters = Math.max(enters, q / p);
    if (p > 0) leaves = Math.min(leaves, q / p);
  }
  if (enters >= leaves) return null;
  return [
    ...(enters > 0 ? [x0 + dx * enters, y0 + dy * enters] : [x0, y0]),
    ...(leaves < 1 ? [x0 + dx * leaves, y0 + dy * leaves] : [x1, y1]),
  ];
}

function at(line, distance) {
  let left = distance;
  for (let i = 2; i < line.length; i += 2) {
    const [dx, dy] = [line[i] - line[i - 2], line[i + 1] - line[i - 1]];
    const length = Math.hypot(dx, dy);
    if (left <= length || i + 2 >= line.length) {
      const share = length ? Math.min(1, left / length) : 0;
      return { x: line[i - 2] + dx * share, y: line[i - 1] + dy * share, angle: Math.atan2(dy, dx) };
    }
    left -= length;
  }
  return { x: line[0], y: line[1], angle: 0 };
}

/** Left to right; ideographs on a steep line from the top down, others as the line climbs. */
function runsBackwards(from, to, isIdeographic) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const isSteep = Math.abs(dy) > Math.abs(dx);
  return isIdeographic && isSteep ? dy < 0 : dx < 0;
}

function bendsTooMuch(glyphs) {
  return glyphs.some((glyph, i) => i > 0 && Math.abs(turned(glyph.angle - glyphs[i - 1].angle)) > SHARPEST_TURN);
}

/** All glyphs of a text stand the same way, so that a bend does not shuffle them. */
function upright(glyphs) {
  const middle = turned(glyphs[Math.floor(glyphs.length / 2)].angle);
  const quarter = Math.abs(middle) <= STEEP ? 0 : middle > 0 ? Math.PI / 2 : -Math.PI / 2;
  return glyphs.map((glyph) => ({ ...glyph, angle: turned(glyph.angle - quarter) }));
}

/** The same angle between -π and π. */
function turned(angle) {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}
