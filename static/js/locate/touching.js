/**
 * Which cells touch a place, exactly. Touches no DOM.
 *
 * A cell surrounds a place when a ray from there to the east crosses its border an odd number of times. Edges lie in
 * strips of latitude, so that a ray meets only those of its own strip. Every sign is that of Shewchuk's adaptive
 * predicate: no place and no vertex is ever rounded.
 */

import { orient2d } from "../../vendor/orient2d.js";

const [PASSED, CROSSED, ON] = [0, 1, 2]; // how a ray meets an edge
const STRIPS_OF_ROOT = 2; // strips per root of the number of edges: few edges in a strip, and few strips for an edge

/**
 * @typedef {object} Touched
 * @property {number} cell the lowest cell that touches the place, -1 where none does
 * @property {boolean} isOnEdge whether the place lies on the border of that cell
 */

/**
 * @param {import("./arcs.js").Arcs} arcs
 * @returns {(lon: number, lat: number) => Touched}
 */
export function createTouching({ lon, lat, offsets, left, right }) {
  const edges = edgesOf(offsets);
  const strips = createStrips(edges, lat);

  return (x, y) => {
    const around = new Set();
    const onBorder = new Set();
    for (const edge of strips.at(y)) {
      const a = edges.start[edge];
      const side = sideOf(x, y, lon[a], lat[a], lon[a + 1], lat[a + 1]);
      const arc = edges.arc[edge];
      if (side === ON) [left[arc], right[arc]].forEach((cell) => onBorder.add(cell));
      else if (side === CROSSED) [left[arc], right[arc]].forEach((cell) => toggle(around, cell));
    }
    const cell = lowestCell([...around, ...onBorder]);
    return { cell, isOnEdge: onBorder.has(cell) };
  };
}

/**
 * How a ray from (x, y) to the east meets the edge from a to b. An edge has its southern end and not its northern one,
 * so that a ray through a vertex crosses there once.
 */
function sideOf(x, y, ax, ay, bx, by) {
  if (y < Math.min(ay, by) || y > Math.max(ay, by) || x > Math.max(ax, bx)) return PASSED;
  const isInReach = y < Math.max(ay, by);
  if (x < Math.min(ax, bx)) return isInReach ? CROSSED : PASSED;
  const turn = orient2d(ax, ay, bx, by, x, y); // negative on the left
  if (turn === 0) return ON;
  return isInReach && turn < 0 === ay < by ? CROSSED : PASSED;
}

function toggle(cells, cell) {
  if (!cells.delete(cell)) cells.add(cell);
}

function lowestCell(cells) {
  const lowest = Math.min(...cells.filter((cell) => cell >= 0));
  return Number.isFinite(lowest) ? lowest : -1;
}

/** The edges of all arcs: the vertex that each starts from (it ends at the next one) and the arc it belongs to. */
function edgesOf(offsets) {
  const arcs = offsets.length - 1;
  const start = new Uint32Array(offsets[arcs] - arcs);
  const arc = new Uint32Array(start.length);
  for (let i = 0; i < arcs; i++) {
    for (let vertex = offsets[i]; vertex < offsets[i + 1] - 1; vertex++) {
      start[vertex - i] = vertex;
      arc[vertex - i] = i;
    }
  }
  return { start, arc };
}

/** Strip numbers never fall as the latitude grows, so an edge lies in all strips from that of one end to that of the other. */
function createStrips({ start }, lat) {
  const [south, north] = rangeOf(lat);
  const count = Math.max(1, Math.ceil(STRIPS_OF_ROOT * Math.sqrt(start.length)));
  const stripsOfDegree = north > south ? (count - 1) / (north - south) : 0;
  const stripOf = (y) => Math.floor((y - south) * stripsOfDegree);

  const strips = Array.from({ length: count }, () => []);
  start.forEach((a, edge) => {
    const [one, other] = [stripOf(lat[a]), stripOf(lat[a + 1])];
    for (let strip = Math.min(one, other); strip <= Math.max(one, other); strip++) strips[strip].push(edge);
  });
  return { at: (y) => (y >= south && y <= north ? strips[stripOf(y)] : []) };
}

function rangeOf(numbers) {
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return [least, most];
}
