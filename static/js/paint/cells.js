/** The grids of the division as drawn, and the communities that they make up. Touches no DOM. */

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
 * @param {object} collection GeoJSON of the grids
 * @param {import("./plane.js").Plane} plane
 */
export function createCells(collection, plane) {
  const grids = collection.features.map((feature) => gridOf(feature, plane));
  const byCode = new Map(grids.map((grid) => [grid.code, grid]));
  const communities = communitiesOf(grids);
  const places = new Map(communities.map(({ code }, i) => [code, i]));
  return {
    grids,
    communities,
    grid: (code) => byCode.get(code),
    community: (code) => communities[places.get(code)],
    placeOf: (communityCode) => places.get(communityCode),
    /** @param {object} collection GeoJSON of the communities: their names and where these fit */
    nameCommunities({ features }) {
      for (const { properties } of features) {
        const community = communities[places.get(properties.code)];
        if (community) Object.assign(community, { name: properties.name, label: plane.project(...properties.label) });
      }
    },
    /** The grid that is drawn at a point of the plane. For pointing only; the server's answer is the exact one. */
    gridAt: (x, y) => grids.find(({ box, rings }) => isInBox(box, x, y) && isInside(rings, x, y)),
  };
}

function gridOf({ geometry, properties }, plane) {
  const rings = chainsOf(geometry, plane);
  const { code, name, kind, community_code: community, label, room_m } = properties;
  return {
    code, name, kind, community, room_m, rings,
    label: plane.project(...label),
    box: boxOf(rings),
    path: addChains(new Path2D(), rings, { isRing: true }),
  };
}

function communitiesOf(grids) {
  const communities = new Map();
  for (const { community: code, path } of grids) {
    if (!communities.has(code)) communities.set(code, { code, name: "", label: null, path: new Path2D() });
    communities.get(code).path.addPath(path);
  }
  return [...communities.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function isInBox([west, north, east, south], x, y) {
  return x >= west && x <= east && y >= north && y <= south;
}
