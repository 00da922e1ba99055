/**
 * The shared edges of cells, each once. Touches no DOM.
 *
 * Two cells share an edge where both have the same two vertices next to each other; shapes for display keep that.
 */

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
  const owners = segmentOwners(cells);
  return cells.flatMap((rings, cell) =>
    rings.flatMap((ring) => runsOf(ring, othersAlong(ring, cell, owners)))
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

/** The cells on the two sides of each segment. */
function segmentOwners(cells) {
  const owners = new Map();
  cells.forEach((rings, cell) => {
    for (const ring of rings) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const key = keyOf(ring, i);
        if (owners.has(key)) owners.get(key).push(cell);
        else owners.set(key, [cell]);
      }
    }
  });
  return owners;
}

function othersAlong(ring, cell, owners) {
  const others = [];
  for (let i = 0; i + 3 < ring.length; i += 2) {
    others.push(owners.get(keyOf(ring, i)).find((owner) => owner !== cell) ?? -1);
  }
  return others;
}

/** Runs of segments with one neighbour; a ring is turned so that it begins where the neighbour changes. */
function runsOf(ring, others) {
  const count = others.length;
  const turn = Math.max(0, others.findIndex((other, i) => other !== others.at(i - 1)));
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

/** The same for both directions of a segment. */
function keyOf(ring, i) {
  const [x0, y0, x1, y1] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]];
  return x0 < x1 || (x0 === x1 && y0 < y1) ? `${x0},${y0},${x1},${y1}` : `${x1},${y1},${x0},${y0}`;
}
