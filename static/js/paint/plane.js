/**
 * The plane that everything is drawn in: Web Mercator pixels of zoom 20, counted from the town's own origin.
 * Small numbers there keep the single-precision paths of a canvas exact. For drawing and picking only: lengths and
 * areas are never taken from it. Touches no DOM.
 */

const PLANE_ZOOM = 20;
const WORLD = 256 * 2 ** PLANE_ZOOM;
const EQUATOR_M = 2 * Math.PI * 6378137;

/** @typedef {{project: (lon: number, lat: number) => [number, number], unproject: (x: number, y: number) => [number, number], unitsOfMetre: number}} Plane */

/**
 * @param {number} lon0
 * @param {number} lat0
 * @returns {Plane}
 */
export function createPlane(lon0, lat0) {
  const x0 = mercatorX(lon0);
  const y0 = mercatorY(lat0);
  return {
    project: (lon, lat) => [mercatorX(lon) - x0, mercatorY(lat) - y0],
    unproject: (x, y) => [longitude(x + x0), latitude(y + y0)],
    unitsOfMetre: WORLD / (EQUATOR_M * Math.cos((lat0 * Math.PI) / 180)),
  };
}

/** Screen pixels of one unit of the plane. */
export function scaleOf(zoom) {
  return 2 ** (zoom - PLANE_ZOOM);
}

function mercatorX(lon) {
  return ((lon + 180) / 360) * WORLD;
}

function mercatorY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

function longitude(x) {
  return (x / WORLD) * 360 - 180;
}

function latitude(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
}
