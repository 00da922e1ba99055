/** GeoJSON geometry in the plane: rings and lines of flat [x, y, x, y, …], their boxes, and paths for a canvas. */

/**
 * The rings of polygons, or the lines, of a geometry.
 * @returns {Float64Array[]}
 */
export function chainsOf(geometry, plane) {
  return coordinateLists(geometry).map((list) => {
    const flat = new Float64Array(list.length * 2);
    list.forEach(([lon, lat], i) => flat.set(plane.project(lon, lat), 2 * i));
    return flat;
  });
}

/** West, north, east, south of chains, in the plane. */
export function boxOf(chains) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const chain of chains) {
    for (let i = 0; i < chain.length; i += 2) {
      box[0] = Math.min(box[0], chain[i]);
      box[1] = Math.min(box[1], chain[i + 1]);
      box[2] = Math.max(box[2], chain[i]);
      box[3] = Math.max(box[3], chain[i + 1]);
    }
  }
  return box;
}

/** Draw chains into a path; rings are closed. */
export function addChains(path, chains, { isRing }) {
  for (const chain of chains) {
    path.moveTo(chain[0], chain[1]);
    for (let i = 2; i < chain.length; i += 2) path.lineTo(chain[i], chain[i + 1]);
    if (isRing) path.closePath();
  }
  return path;
}

/** Whether a point lies inside rings, by the even-odd rule. */
export function isInside(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [xi, yi, xj, yj] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

function coordinateLists({ type, coordinates }) {
  switch (type) {
    case "Polygon":
    case "MultiLineString":
      return coordinates;
    case "MultiPolygon":
      return coordinates.flat();
    case "LineString":
      return [coordinates];
    default:
      return [];
  }
}
