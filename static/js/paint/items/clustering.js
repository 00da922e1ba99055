/**
 * Which points lie too close together on the screen to be told apart. Touches no DOM.
 *
 * Greedy, as mapping libraries do it: the first free point takes all free points within a radius and stands for them at
 * their middle. All in flat arrays: 100,000 points take no object each.
 */

const POINTS_A_STEP = 1000;

/**
 * @typedef {object} Clusters the points of cluster `i` are `members[starts[i]] … members[starts[i + 1] - 1]`
 * @property {number} n
 * @property {Float64Array} x middle of its points
 * @property {Float64Array} y
 * @property {Uint32Array} starts
 * @property {Uint32Array} members rows; the first of a cluster is the one that took the others
 */

/**
 * Each `yield` is a place where it may be interrupted.
 * @param {ArrayLike<number>} xs by row
 * @param {ArrayLike<number>} ys by row
 * @param {Uint32Array} rows those to cluster
 * @param {number} radius in the unit of xs and ys
 * @returns {Generator<void, Clusters>} in the order of the first row of each
 */
export function* clusterPoints(xs, ys, rows, radius) {
  const squares = sortIntoSquares(xs, ys, rows, radius);
  yield;
  const isTaken = new Uint8Array(rows.length);
  const members = new Uint32Array(rows.length);
  const starts = new Uint32Array(rows.length + 1);
  const [x, y] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  let [n, filled] = [0, 0];
  for (let at = 0; at < rows.length; at++) {
    if (at % POINTS_A_STEP === POINTS_A_STEP - 1) yield;
    if (isTaken[at]) continue;
    const [x0, y0] = [xs[rows[at]], ys[rows[at]]];
    let [sumX, sumY] = [0, 0];
    starts[n] = filled;
    const take = (i) => {
      isTaken[i] = 1;
      members[filled++] = rows[i];
      sumX += xs[rows[i]] - x0;
      sumY += ys[rows[i]] - y0;
    };
    take(at);
    squares.forEachAround(x0, y0, (i) => {
      if (isTaken[i]) return;
      const [dx, dy] = [xs[rows[i]] - x0, ys[rows[i]] - y0];
      if (dx * dx + dy * dy <= radius * radius) take(i);
    });
    x[n] = x0 + sumX / (filled - starts[n]);
    y[n] = y0 + sumY / (filled - starts[n]);
    n++;
  }
  starts[n] = filled;
  return { n, x: x.slice(0, n), y: y.slice(0, n), starts: starts.slice(0, n + 1), members };
}

/**
 * Places of rows by squares as wide as the radius, so that what is near lies in nine of them. The squares are hashed:
 * what lies in another one by chance is too far, and a point far out on the globe takes no room.
 */
function sortIntoSquares(xs, ys, rows, size) {
  const mask = 2 ** Math.ceil(Math.log2(rows.length + 1)) - 1;
  const slotOf = (column, line) => (Math.imul(column, 73856093) ^ Math.imul(line, 19349663)) & mask;
  const slots = Uint32Array.from(rows, (row) => slotOf(Math.floor(xs[row] / size), Math.floor(ys[row] / size)));
  const starts = new Uint32Array(mask + 2);
  for (const slot of slots) starts[slot + 1]++;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const next = starts.slice();
  const places = new Uint32Array(rows.length);
  slots.forEach((slot, at) => (places[next[slot]++] = at));
  return {
    forEachAround(x, y, visit) {
      const [column, line] = [Math.floor(x / size), Math.floor(y / size)];
      for (let l = line - 1; l <= line + 1; l++) {
        for (let c = column - 1; c <= column + 1; c++) {
          const slot = slotOf(c, l);
          for (let i = starts[slot]; i < starts[slot + 1]; i++) visit(places[i]);
        }
      }
    },
  };
}
