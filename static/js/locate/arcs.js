/** The arcs of a plan, read from its compact form (written by `gis/compact.py`). Touches no DOM. */

const FORMAT = "wangge-compact-plan";
const VERSION = 1;
const UNITS_PER_DEGREE = 1e7;

/**
 * @typedef {object} Arcs stretches of border, each stored once
 * @property {Float64Array} lon of all vertices, one arc after the other
 * @property {Float64Array} lat
 * @property {Uint32Array} offsets arc i has the vertices from offsets[i] up to offsets[i + 1]
 * @property {number[]} left the cell on the left of each arc, a row of the plan
 * @property {number[]} right the cell on its right, -1 outside
 */

/**
 * A stored coordinate is the double k / 1e7; k * 1e-7 would be another one.
 * @param {object} plan a compact plan, as it came
 * @returns {Arcs}
 */
export function readArcs(plan) {
  if (plan?.format !== FORMAT || plan.version !== VERSION) throw new Error("this is no compact plan of version 1");
  const { left, right, sizes, deltas } = plan.arcs;
  const offsets = offsetsOf(sizes);
  if (left.length !== sizes.length || right.length !== sizes.length || offsets[offsets.length - 1] * 2 !== deltas.length) {
    throw new Error("the compact plan is damaged");
  }
  return { offsets, left, right, ...placesOf(plan.corner, offsets, deltas) };
}

function offsetsOf(sizes) {
  const offsets = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, arc) => (offsets[arc + 1] = offsets[arc] + size));
  return offsets;
}

function placesOf([west, south], offsets, deltas) {
  const lon = new Float64Array(deltas.length / 2);
  const lat = new Float64Array(deltas.length / 2);
  for (let arc = 0; arc + 1 < offsets.length; arc++) {
    let [x, y] = [west, south];
    for (let i = offsets[arc]; i < offsets[arc + 1]; i++) {
      lon[i] = (x += deltas[2 * i]) / UNITS_PER_DEGREE;
      lat[i] = (y += deltas[2 * i + 1]) / UNITS_PER_DEGREE;
    }
  }
  return { lon, lat };
}
