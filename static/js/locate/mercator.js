/**
 * The transverse Mercator plane (Gauss-Krüger, UTM) in which metres are counted. Touches no DOM.
 *
 * Krüger's series to the sixth order of the third flattening, after C. F. F. Karney, "Transverse Mercator with an
 * accuracy of a few nanometers", Journal of Geodesy 85 (2011), equations 7 to 14 and 35.
 */

const RADIANS = Math.PI / 180;
const FARTHEST_LON = 10 / RADIANS; // PROJ, and with it the server, takes no longitude beyond ten radians ...
const FARTHEST_EAST = 2.623395162778; // ... and leaves the plane off here, in radii east of the central meridian

/**
 * @typedef {object} TransverseMercator
 * @property {number} central_meridian degrees
 * @property {number} scale on the central meridian
 * @property {number} false_easting_m
 * @property {number} false_northing_m
 * @property {number} semi_major_m
 * @property {number} inverse_flattening
 */

/**
 * @param {TransverseMercator} plane
 * @returns {(lon: number, lat: number) => [number, number]} metres east and north; infinite where the plane does not reach
 */
export function createProjection(plane) {
  const f = 1 / plane.inverse_flattening;
  const n = f / (2 - f);
  const eccentricity = Math.sqrt(f * (2 - f));
  const alpha = alphasOf(n);
  const radius = (plane.semi_major_m / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64 + n ** 6 / 256);

  return (lon, lat) => {
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= FARTHEST_LON)) return [Infinity, Infinity];
    const lambda = (lon - plane.central_meridian) * RADIANS;
    const tau = conformal(Math.tan(lat * RADIANS), eccentricity);
    const xi0 = Math.atan2(tau, Math.cos(lambda));
    const eta0 = Math.asinh(Math.sin(lambda) / Math.hypot(tau, Math.cos(lambda)));
    let [xi, eta] = [xi0, eta0];
    alpha.forEach((factor, i) => {
      const order = 2 * (i + 1);
      xi += factor * Math.sin(order * xi0) * Math.cosh(order * eta0);
      eta += factor * Math.cos(order * xi0) * Math.sinh(order * eta0);
    });
    if (!(Math.abs(eta) <= FARTHEST_EAST)) return [Infinity, Infinity];
    return [plane.false_easting_m + plane.scale * radius * eta, plane.false_northing_m + plane.scale * radius * xi];
  };
}

/** The tangent of the conformal latitude, from that of the geographic one. */
function conformal(tau, e) {
  const sigma = Math.sinh(e * Math.atanh((e * tau) / Math.hypot(1, tau)));
  return tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
}

function alphasOf(n) {
  return [
    [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37800],
    [13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1983433 / 1935360],
    [61 / 240, -103 / 140, 15061 / 26880, 167603 / 181440],
    [49561 / 161280, -179 / 168, 6601661 / 7257600],
    [34729 / 80640, -3418889 / 1995840],
    [212378941 / 319334400],
  ].map((terms, i) => terms.reduce((sum, term, j) => sum + term * n ** (i + j + 1), 0));
}
