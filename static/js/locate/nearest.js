/** How far it is to cells, in the metric plane. Touches no DOM. */

const SAME_M = 1e-6; // distances that differ by less are equal, and the lower cell goes first

/**
 * @typedef {object} Nearest
 * @property {number} cell the nearest cell, the lowest of equals; -1 where there is none
 * @property {number} distance_m 0 in it, infinite where there is none
 */

/**
 * @param {import("./arcs.js").Arcs} arcs
 * @param {(lon: number, lat: number) => [number, number]} project
 */
export function createDistances({ lon, lat, offsets, left, right }, project) {
  const { x, y } = projected(lon, lat, project);
  const boxes = boxesOf(x, y, offsets);
  const arcsOf = bordersOf(left, right);

  return { toBorder, nearest };

  /** Metres from (px, py) of the plane to the border of a cell. */
  function toBorder(cell, px, py) {
    return Math.min(...arcsOf.get(cell).map((arc) => toArc(arc, px, py)));
  }

  /**
   * @param {number} px metres in the plane
   * @param {number} py
   * @param {number} but a cell that does not count; -1 = all do
   * @returns {Nearest}
   */
  function nearest(px, py, but = -1) {
    const byBorder = leastOf([...toBorders(px, py, but)]);
    // Only a cell that has the nearest border can lie around a place: on the way to its own border no other one comes.
    const least = leastOf(byBorder.map(([cell, distance_m]) => [cell, isInPlane(cell, px, py) ? 0 : distance_m]));
    if (!least.length) return { cell: -1, distance_m: Infinity };
    return { cell: Math.min(...least.map(([cell]) => cell)), distance_m: Math.min(...least.map(([, distance_m]) => distance_m)) };
  }

  /** Metres to the border of cells: of all that have the nearest one, and of some others. */
  function toBorders(px, py, but) {
    const distances = new Map();
    let least = Infinity;
    for (let arc = 0; arc < left.length; arc++) {
      const isOfOthers = left[arc] !== but || right[arc] >= 0;
      if (!isOfOthers || toBox(arc, px, py) > least + SAME_M) continue;
      const distance_m = toArc(arc, px, py);
      for (const cell of [left[arc], right[arc]]) {
        if (cell >= 0 && cell !== but) distances.set(cell, Math.min(distance_m, distances.get(cell) ?? Infinity));
      }
      least = Math.min(least, distance_m);
    }
    return distances;
  }

  function toBox(arc, px, py) {
    const dx = Math.max(boxes[4 * arc] - px, 0, px - boxes[4 * arc + 2]);
    const dy = Math.max(boxes[4 * arc + 1] - py, 0, py - boxes[4 * arc + 3]);
    return Math.sqrt(dx * dx + dy * dy);
  }

  function toArc(arc, px, py) {
    let least = Infinity;
    for (let a = offsets[arc]; a < offsets[arc + 1] - 1; a++) least = Math.min(least, squareToEdge(a, px, py));
    return Math.sqrt(least);
  }

  function squareToEdge(a, px, py) {
    const ex = x[a + 1] - x[a];
    const ey = y[a + 1] - y[a];
    const qx = px - x[a];
    const qy = py - y[a];
    const along = (qx * ex + qy * ey) / (ex * ex + ey * ey);
    if (along <= 0) return qx * qx + qy * qy;
    if (along >= 1) return (px - x[a + 1]) ** 2 + (py - y[a + 1]) ** 2;
    return (qx * ey - qy * ex) ** 2 / (ex * ex + ey * ey);
  }

  /** Whether a cell lies around a place in the plane, where its edges run a little differently than in degrees. */
  function isInPlane(cell, px, py) {
    let isIn = false;
    for (const arc of arcsOf.get(cell)) {
      for (let a = offsets[arc]; a < offsets[arc + 1] - 1; a++) {
        const isMet = y[a] > py !== y[a + 1] > py;
        if (isMet && px < x[a] + ((py - y[a]) / (y[a + 1] - y[a])) * (x[a + 1] - x[a])) isIn = !isIn;
      }
    }
    return isIn;
  }
}

/** Those of (cell, metres) that are as near as the nearest. */
function leastOf(distances) {
  const least = Math.min(...distances.map(([, distance_m]) => distance_m));
  return distances.filter(([, distance_m]) => distance_m <= least + SAME_M);
}

function projected(lon, lat, project) {
  const x = new Float64Array(lon.length);
  const y = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) [x[i], y[i]] = project(lon[i], lat[i]);
  return { x, y };
}

/** West, south, east, north of each arc. */
function boxesOf(x, y, offsets) {
  const boxes = new Float64Array(4 * (offsets.length - 1));
  for (let arc = 0; arc + 1 < offsets.length; arc++) {
    const [xs, ys] = [x, y].map((all) => all.subarray(offsets[arc], offsets[arc + 1]));
    boxes.set([xs.reduce(lower), ys.reduce(lower), xs.reduce(higher), ys.reduce(higher)], 4 * arc);
  }
  return boxes;
}

const lower = (a, b) => Math.min(a, b);
const higher = (a, b) => Math.max(a, b);

/** The arcs around each cell. */
function bordersOf(left, right) {
  const arcsOf = new Map();
  for (const sides of [left, right]) {
    sides.forEach((cell, arc) => (arcsOf.has(cell) ? arcsOf.get(cell).push(arc) : arcsOf.set(cell, [arc])));
  }
  return arcsOf;
}
