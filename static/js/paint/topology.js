/**
 * The shared edges of cells, each once. Touches no DOM.
 *
 * Two cells share an edge where both have the same two vertices next to each other; shapes for display keep that.
 */

import { numberSegments } from "./segments.js";

/**
 * @typedef {object} Edge a longest run of border with the same cell on its other side
 * @property {number} cell the cell that it is a border of
 * @property {number} other the cell on the other side, -1 outside
 * @property {Float64Array} chain flat [x, y, …]
 */

/**
 * Cut the rings of cells into edges.
 * @param {Float64Array[][]} cells the rings of each cell, first point = last point
 * @returns {Edge[]}
 */
export function edgesOf(cells) {
  const othersAlong = createNeighbours(cells);
  return cells.flatMap((rings, cell) =>
    rings.flatMap((ring) => runsOf(ring, othersAlong(ring, cell)))
      .filter(({ other }) => other < cell) // a shared edge is met twice: the later cell keeps it
      .map((edge) => ({ cell, ...edge })),
  );
}

/** Which cells share an edge with which: a set for each cell. */
export function neighboursOf(edges, count) {
  const neighbours = Array.from({ length: count }, () => new Set());
  for (const { cell, other } of edges) {
    if (other < 0) continue;
    neighbours[cell].add(other);
    neighbours[other].add(cell);
  }
  return neighbours;
}

/**
 * Few tints for many neighbours: no two that touch get the same. Greedy, most neighbours first.
 * @param {Set<number>[]} neighbours
 * @returns {number[]} a small number for each
 */
export function tintsOf(neighbours) {
  const tints = neighbours.map(() => -1);
  const order = neighbours.map((_, i) => i).sort((a, b) => neighbours[b].size - neighbours[a].size || a - b);
  for (const i of order) {
    const taken = new Set([...neighbours[i]].map((j) => tints[j]));
    tints[i] = 0;
    while (taken.has(tints[i])) tints[i]++;
  }
  return tints;
}

/**
 * Which cell lies on the other side of each segment of a ring, -1 where none does.
 * @returns {(ring: Float64Array, cell: number) => Int32Array}
 */
function createNeighbours(cells) {
  const rings = cells.flat();
  const most = rings.reduce((sum, { length }) => sum + length / 2, 0);
  const numberOf = numberSegments(most);
  const owners = new Int32Array(2 * most).fill(-1); // the first two cells of each segment
  const numberAt = (ring, i) => numberOf(ring[i], ring[i + 1], ring[i + 2], ring[i + 3]);
  cells.forEach((own, cell) => {
    for (const ring of own) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const first = 2 * numberAt(ring, i);
        if (owners[first] < 0) owners[first] = cell;
        else if (owners[first] !== cell && owners[first + 1] < 0) owners[first + 1] = cell;
      }
    }
  });
  return (ring, cell) => Int32Array.from({ length: Math.max(0, ring.length / 2 - 1) }, (_, i) => {
    const first = 2 * numberAt(ring, 2 * i);
    return owners[first] === cell ? owners[first + 1] : owners[first];
  });
}

/** Runs of segments with one neighbour; a ring is turned so that it begins where the neighbour changes. */
function runsOf(ring, others) {
  const count = others.length;
  const turn = Math.max(0, others.findIndex((other, i) => other !== others[(i || count) - 1]));
  const runs = [];
  for (let i = 0; i < count; ) {
    const other = others[(turn + i) % count];
    let end = i;
    while (end < count && others[(turn + end) % count] === other) end++;
    runs.push({ other, chain: pointsOf(ring, turn + i, end - i + 1, count) });
    i = end;
  }
  return runs;
}

function pointsOf(ring, from, points, count) {
  const chain = new Float64Array(points * 2);
  for (let i = 0; i < points; i++) {
    const at = ((from + i) % count) * 2;
    chain[2 * i] = ring[at];
    chain[2 * i + 1] = ring[at + 1];
  }
  return chain;
}
