/**
 * Scales of paper: which zoom of the map a scale is, and which scale suits a view. Touches no DOM.
 *
 * The map is drawn in Web Mercator, which stretches lengths by 1 / cos(latitude) and, since it takes the earth for a
 * ball, a little less to the north than to the east. A scale is true in the middle of the sheet, between the two: both
 * ways within 0.4 % of the lengths on the ellipsoid.
 */

import { metresOfPixel } from "../paint/plane.js";

export const CSS_PX_MM = 25.4 / 96;

/** Scales that people read a ruler by: one metre on paper is so many on the ground. */
export const SCALES = [500, 1000, 2000, 2500, 5000, 10_000, 15_000, 20_000, 25_000];

const ECCENTRICITY_2 = 0.00669438; // of the WGS 84 ellipsoid, squared

/** The zoom at which the map has a scale, where a pixel is 1/96 inch of paper. */
export function zoomOf(scale, lat) {
  const pixel_m = (scale * CSS_PX_MM) / 1000;
  return Math.log2((metresOfPixel(0) * shrinkage(lat)) / pixel_m);
}

/** The round scale that is nearest to showing a view of so many metres within a frame of paper. */
export function scaleFor({ width_m, height_m }, { width, height }) {
  const wanted = Math.max(width_m / width, height_m / height) * 1000;
  const distance = (scale) => Math.abs(Math.log(scale / wanted));
  return SCALES.reduce((best, scale) => (distance(scale) < distance(best) ? scale : best));
}

/** Metres on the ground of a metre of Web Mercator, the mean of north and east. */
export function shrinkage(lat) {
  const radians = (lat * Math.PI) / 180;
  const w = Math.sqrt(1 - ECCENTRICITY_2 * Math.sin(radians) ** 2);
  const [east, north] = [1 / w, (1 - ECCENTRICITY_2) / w ** 3]; // radii of curvature, in semi-major axes
  return Math.cos(radians) * Math.sqrt(east * north);
}
