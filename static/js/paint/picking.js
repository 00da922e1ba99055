/** What lies under a pointer: symbols before footprints before areas. Touches no DOM. */

const COMMUNITIES_BELOW_ZOOM = 13;

/** @typedef {{kind: string, id: string, lonLat?: [number, number], clusterId?: number}} Hit */

/**
 * @param {{drawn: object[], structures: object, division: object}} scene
 * @param {{x: number, y: number, zoom: number, scale: number}} at in the plane
 * @param {Record<string, boolean>} layers
 * @param {number} slack pixels by which a finger or a pointer may miss
 * @returns {Hit[]} the nearest symbol first
 */
export function hitsAt({ drawn, structures, division }, at, layers, slack) {
  const symbols = drawn
    .map((symbol) => ({ symbol, distance: Math.hypot(symbol.at[0] - at.x, symbol.at[1] - at.y) * at.scale - symbol.r }))
    .filter(({ distance }) => distance <= slack)
    .sort((a, b) => a.distance - b.distance)
    .map(({ symbol }) => symbol);
  if (symbols.length) return symbols;
  const footprints = layers.illegal_structures ? structures.at(at.x, at.y, at) : [];
  if (footprints.length) return footprints.map(({ id }) => ({ kind: "illegal_structure", id: String(id) }));
  const area = areaAt(division, at, layers);
  return area ? [area] : [];
}

/** The grid, or from afar the community, at a point of the plane. */
export function areaAt(division, { x, y, zoom }, layers) {
  const grid = division.gridAt(x, y);
  if (!grid) return null;
  if (layers.grids && zoom >= COMMUNITIES_BELOW_ZOOM) return { kind: "grid", id: grid.code };
  return layers.grids || layers.communities ? { kind: "community", id: grid.community } : null;
}
