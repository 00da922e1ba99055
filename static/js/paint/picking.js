/** What lies under a pointer: symbols before footprints before areas. Touches no DOM. */

const COMMUNITIES_BELOW_ZOOM = 13;

/** @typedef {{kind: string, id: string | number, lonLat?: [number, number], count?: number}} Hit */

/**
 * @param {{drawn: object[], structures: object, cells: object}} scene
 * @param {{x: number, y: number, zoom: number, scale: number}} at in the plane
 * @param {Record<string, boolean>} layers
 * @param {number} slack pixels by which a finger or a pointer may miss
 * @returns {Hit[]} the nearest symbol first; the area last
 */
export function hitsAt({ drawn, structures, cells }, at, layers, slack) {
  const area = areaAt(cells, at, layers);
  const areas = area ? [area] : [];
  const symbols = symbolsAt(drawn, at, slack);
  if (symbols.length) return [...symbols, ...areas];
  const footprints = layers.illegal_structures ? structures.at(at.x, at.y, at) : [];
  return [...footprints.map(({ id }) => ({ kind: "illegal_structure", id })), ...areas];
}

function symbolsAt(drawn, { x, y, scale }, slack) {
  return drawn
    .map((symbol) => ({ symbol, distance: Math.hypot(symbol.at[0] - x, symbol.at[1] - y) * scale - symbol.r }))
    .filter(({ distance }) => distance <= slack)
    .sort((a, b) => a.distance - b.distance)
    .map(({ symbol }) => symbol);
}

/** The grid, or from afar the community. */
function areaAt(cells, { x, y, zoom }, layers) {
  const grid = cells.gridAt(x, y);
  if (!grid) return null;
  if (layers.grids && zoom >= COMMUNITIES_BELOW_ZOOM) return { kind: "grid", id: grid.code };
  return layers.grids || layers.communities ? { kind: "community", id: grid.community } : null;
}
