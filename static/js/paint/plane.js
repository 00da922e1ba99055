/**
 * The plane that everything is drawn in, and the frame of one picture of it. Touches no DOM.
 *
 * The plane is Web Mercator in pixels of zoom 20, counted from the town's own origin: small numbers keep the
 * single-precision paths of a canvas exact. It is for drawing and picking; lengths and areas are never taken from it.
 */

const PLANE_ZOOM = 20;
const TILE_PX = 256;
const WORLD = TILE_PX * 2 ** PLANE_ZOOM;
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

/** Metres of Web Mercator in a pixel of the screen; on the ground it is so much at the equator alone. */
export function metresOfPixel(zoom) {
  return EQUATOR_M / (TILE_PX * 2 ** zoom);
}

/**
 * @typedef {object} Frame
 * @property {number} zoom
 * @property {number} scale pixels of one unit of the plane
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {number} ratio device pixels of one pixel
 * @property {number} margin pixels on every side that lie off the screen
 * @property {[number, number, number, number]} box west, north, east, south in the plane
 */

/**
 * @param {Plane} plane
 * @returns {Frame}
 */
export function createFrame(plane, { lon, lat, zoom, width, height, ratio, margin = 0 }) {
  const scale = scaleOf(zoom);
  const [x, y] = plane.project(lon, lat);
  const [halfWidth, halfHeight] = [width / 2 / scale, height / 2 / scale];
  return {
    zoom, scale, width, height, ratio, margin,
    box: [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight],
  };
}

/** From the plane to pixels of the picture. */
export function toPixels(frame, x, y) {
  return [(x - frame.box[0]) * frame.scale, (y - frame.box[1]) * frame.scale];
}

/** Draw in units of the plane from here on; a width of n pixels is `n / frame.scale`. */
export function drawInPlane(ctx, frame) {
  const scale = frame.scale * frame.ratio;
  ctx.setTransform(scale, 0, 0, scale, -frame.box[0] * scale, -frame.box[1] * scale);
}

/** Draw in pixels from here on. */
export function drawInPixels(ctx, frame) {
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
}

/** Whether two boxes (west, north, east, south) share a point. */
export function boxesMeet(a, b) {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Whether the picture shows this point of the plane, or nearly: `margin` is in pixels. */
export function isInFrame(frame, x, y, margin = 0) {
  const m = margin / frame.scale;
  const [west, north, east, south] = frame.box;
  return x >= west - m && x <= east + m && y >= north - m && y <= south + m;
}

/** A value that grows with the zoom, linear between stops [[zoom, value], …]. */
export function byZoom(zoom, stops) {
  if (zoom <= stops[0][0]) return stops[0][1];
  for (let i = 1; i < stops.length; i++) {
    const [z1, v1] = stops[i];
    const [z0, v0] = stops[i - 1];
    if (zoom <= z1) return v0 + ((v1 - v0) * (zoom - z0)) / (z1 - z0);
  }
  return stops[stops.length - 1][1];
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
