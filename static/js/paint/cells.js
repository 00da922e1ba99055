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
 * @param {object} collection GeoJSON of the grids; its member `communities` says their names and where these fit
 * @param {import("./plane.js").Plane} plane
 */
export function createCells(collection, plane) {
  const grids = collection.features.map((feature) => gridOf(feature, plane));
  const byCode = new Map(grids.map((grid) => [grid.code, grid]));
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

/** In the order of their codes. */
function communitiesOf(grids, named, plane) {
  const communities = named.map(({ code, name, label }) => ({ code, name: name || code, label: plane.project(...label), path: new Path2D() }));
  const byCode = new Map(communities.map((community) => [community.code, community]));
  for (const { community, path } of grids) byCode.get(community).path.addPath(path);
  return communities;
}

function isInBox([west, north, east, south], x, y) {
  return x >= west && x <= east && y >= north && y <= south;
}
