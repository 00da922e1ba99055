/** The grids of the division as drawn, and the communities that they make up. Touches no DOM. */

import { indexBoxes } from "./cell_index.js";
import { once } from "./once.js";
import { addChains, boxOf, chainsOf, isInside } from "./paths.js";

/**
 * @typedef {object} Grid
 * @property {string} code
 * @property {string} name
 * @property {string} kind
 * @property {string} community its code
 * @property {[number, number]} label where its label fits, in the plane
 * @property {number} room_m radius of the free circle there
 * @property {Float64Array[]} rings
 * @property {Path2D} path
 */

/**
 * @param {object} collection GeoJSON of the grids; its member `communities` says their names and where these fit
 * @param {import("./plane.js").Plane} plane
 */
export function createCells(collection, plane) {
  const grids = collection.features.map((feature) => gridOf(feature, plane));
  const byCode = new Map(grids.map((grid) => [grid.code, grid]));
  const maybeAt = indexBoxes(grids);
  const communities = communitiesOf(grids, collection.communities, plane);
  const places = new Map(communities.map(({ code }, i) => [code, i]));
  return {
    grids,
    communities,
    box: boxOf(grids.flatMap(({ rings }) => rings)),
    grid: (code) => byCode.get(code),
    community: (code) => communities[places.get(code)],
    placeOf: (communityCode) => places.get(communityCode),
    /** The grid that is drawn at a point of the plane. For pointing only; the server's answer is the exact one. */
    gridAt: (x, y) => maybeAt(x, y).find(({ box, rings }) => isInBox(box, x, y) && isInside(rings, x, y)),
  };
}

function gridOf({ geometry, properties }, plane) {
  const rings = chainsOf(geometry, plane);
  const { code, name, kind, community_code: community, label, room_m } = properties;
  const path = once(() => pathOf([rings]));
  return {
    code, name, kind, community, room_m, rings,
    label: plane.project(...label),
    box: boxOf(rings),
    get path() {
      return path();
    },
  };
}

/** In the order of their codes. */
function communitiesOf(grids, named, plane) {
  const ringsOf = new Map(named.map(({ code }) => [code, []]));
  for (const { community, rings } of grids) ringsOf.get(community).push(rings);
  return named.map(({ code, name, label }) => {
    const path = once(() => pathOf(ringsOf.get(code)));
    return {
      code, name: name || code, label: plane.project(...label),
      get path() {
        return path();
      },
    };
  });
}

/** @param {Float64Array[][]} cells the rings of each */
function pathOf(cells) {
  const path = new Path2D();
  for (const rings of cells) addChains(path, rings, { isRing: true });
  return path;
}

function isInBox([west, north, east, south], x, y) {
  return x >= west && x <= east && y >= north && y <= south;
}
