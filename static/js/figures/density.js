/** How densely points lie, as a raster: a kernel density in the plane of the map. Touches no DOM. */

const CELLS_A_RADIUS = 8;
const LARGEST_SIDE = 512; // cells

/**
 * @typedef {object} Density
 * @property {number} x left edge in the plane
 * @property {number} y top edge
 * @property {number} cell side of a cell in the plane
 * @property {number} width cells
 * @property {number} height cells
 * @property {Float32Array} values points for each square unit of the plane
 * @property {number} most
 */

/**
 * Each point is spread over a disc by the quartic kernel `3/(πr²) · (1 − d²/r²)²`, which adds up to one point.
 * @param {Float64Array | number[]} points flat [x, y, …]
 * @param {number} radius units of the plane
 * @param {[number, number, number, number]} box west, north, east, south; what lies farther out than a radius is cut
 * @returns {Density}
 */
export function densityOf(points, radius, box) {
  const raster = rasterOver(box, radius);
  for (let i = 0; i < points.length; i += 2) spread(raster, points[i], points[i + 1], radius);
  for (const value of raster.values) raster.most = Math.max(raster.most, value);
  return raster;
}

function rasterOver([west, north, east, south], radius) {
  const side = Math.max(east - west, south - north) + 2 * radius;
  const cell = Math.max(radius / CELLS_A_RADIUS, side / LARGEST_SIDE);
  const width = Math.max(1, Math.ceil((east - west + 2 * radius) / cell));
  const height = Math.max(1, Math.ceil((south - north + 2 * radius) / cell));
  return { x: west - radius, y: north - radius, cell, width, height, values: new Float32Array(width * height), most: 0 };
}

function spread({ x, y, cell, width, height, values }, px, py, radius) {
  const peak = 3 / (Math.PI * radius * radius);
  const [first, last] = [Math.max(0, Math.floor((py - radius - y) / cell)), Math.min(height - 1, Math.floor((py + radius - y) / cell))];
  const [left, right] = [Math.max(0, Math.floor((px - radius - x) / cell)), Math.min(width - 1, Math.floor((px + radius - x) / cell))];
  for (let row = first; row <= last; row++) {
    const dy = (y + (row + 0.5) * cell - py) / radius;
    for (let column = left; column <= right; column++) {
      const dx = (x + (column + 0.5) * cell - px) / radius;
      const rest = 1 - dx * dx - dy * dy;
      if (rest > 0) values[row * width + column] += peak * rest * rest;
    }
  }
}
