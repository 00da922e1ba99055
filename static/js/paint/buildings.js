/** Buildings, fetched by tiles of zoom 15 when the map is close enough to show them. */

import { getJson, urlOf } from "../fetch.js";
import { addChains, boxOf, chainsOf } from "./paths.js";
import { BUILDINGS_FROM_ZOOM } from "./base.js";
import { giveWay } from "./slices.js";

const TILE_ZOOM = 15;
const TOWER_FLOORS = 9; // from here on a building has lifts and a name of its own on the skyline

/**
 * @param {string} template URL with {x} and {y}
 * @param {import("./plane.js").Plane} plane
 */
export function createBuildings(template, plane) {
  const tiles = new Map();

  async function load(key, x, y) {
    tiles.set(key, null);
    try {
      tiles.set(key, await tileOf(await getJson(urlOf(template, { x, y })), plane));
      return true;
    } catch {
      tiles.delete(key); // asked for again at the next move: a map without houses is still a map
      return false;
    }
  }

  return {
    get tiles() {
      return [...tiles.values()].filter(Boolean);
    },
    /** Ask for what a view (west, south, east, north) needs and is not here; whether any came. */
    async need(zoom, [west, south, east, north]) {
      if (zoom < BUILDINGS_FROM_ZOOM) return false;
      const [x0, y0] = tileAt(west, north);
      const [x1, y1] = tileAt(east, south);
      const asked = [];
      for (let x = x0; x <= x1; x++) {
        for (let y = y0; y <= y1; y++) {
          if (!tiles.has(`${x}/${y}`)) asked.push(load(`${x}/${y}`, x, y));
        }
      }
      return (await Promise.all(asked)).some(Boolean);
    },
  };
}

async function tileOf({ features }, plane) {
  const paths = { building: new Path2D(), "building-public": new Path2D(), "building-tower": new Path2D() };
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [i, { geometry, properties }] of features.entries()) {
    const rings = chainsOf(geometry, plane);
    const [west, north, east, south] = boxOf(rings);
    addChains(paths[kindOf(properties)], rings, { isRing: true });
    box[0] = Math.min(box[0], west);
    box[1] = Math.min(box[1], north);
    box[2] = Math.max(box[2], east);
    box[3] = Math.max(box[3], south);
    if (i % 200 === 199) await giveWay();
  }
  return { paths, box };
}

/** The token of its colour. */
function kindOf({ use, floors }) {
  if (use === "public") return "building-public";
  return floors >= TOWER_FLOORS ? "building-tower" : "building";
}

function tileAt(lon, lat) {
  const n = 2 ** TILE_ZOOM;
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return [Math.floor(((lon + 180) / 360) * n), Math.floor(y * n)];
}
