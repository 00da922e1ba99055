/**
 * Which labels may stand where, so that none covers another. Touches no DOM.
 *
 * Greedy by priority: a label takes the first of its places that is free of everything placed before it and of every
 * obstacle; a label without a free place is left out.
 */

const CELL_PX = 64;

/** @typedef {[number, number, number, number]} Box left, top, right, bottom in pixels */
/** @typedef {{priority: number, places: Box[][]}} Candidate each place is one or more boxes */

/**
 * @template {Candidate} T
 * @param {T[]} candidates
 * @param {Box[]} [obstacles]
 * @returns {{candidate: T, place: number}[]} in order of priority
 */
export function placeLabels(candidates, obstacles = []) {
  const taken = createTaken();
  for (const box of obstacles) taken.add(box);
  const placed = [];
  for (const candidate of byPriority(candidates)) {
    const place = candidate.places.findIndex((boxes) => !boxes.some(taken.meets));
    if (place < 0) continue;
    for (const box of candidate.places[place]) taken.add(box);
    placed.push({ candidate, place });
  }
  return placed;
}

/** The box of a text of some size about its middle, with a margin so that halos do not touch. */
export function boxAround(x, y, width, height, margin = 2) {
  return [x - width / 2 - margin, y - height / 2 - margin, x + width / 2 + margin, y + height / 2 + margin];
}

/** Highest first; the order given decides between equals, so that the picture does not flicker. */
function byPriority(candidates) {
  return candidates
    .map((candidate, i) => [candidate, i])
    .sort(([a, i], [b, j]) => b.priority - a.priority || i - j)
    .map(([candidate]) => candidate);
}

/** Boxes hashed by the cells of a raster that they touch. */
function createTaken() {
  const cells = new Map();
  return {
    add(box) {
      for (const key of cellsOf(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
    meets(box) {
      return cellsOf(box).some((key) => cells.get(key)?.some((other) => boxesOverlap(box, other)));
    },
  };
}

function cellsOf([left, top, right, bottom]) {
  const keys = [];
  for (let x = Math.floor(left / CELL_PX); x <= Math.floor(right / CELL_PX); x++) {
    for (let y = Math.floor(top / CELL_PX); y <= Math.floor(bottom / CELL_PX); y++) keys.push(`${x},${y}`);
  }
  return keys;
}

function boxesOverlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
