/** The division of the town: its grids and communities, their edges, their tints, and whose a point is on the screen. */

import { colour } from "./palette.js";
import { tintsOf } from "./colouring.js";
import { addChains, boxOf, chainsOf, isInside } from "./paths.js";
import { edgesOf, neighboursOf } from "./topology.js";
import { byZoom, drawInPlane } from "./frame.js";

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

/** @param {object} collection GeoJSON of the grids */
export function createDivision(collection, plane) {
  const grids = collection.features.map((feature) => gridOf(feature, plane));
  const byCode = new Map(grids.map((grid) => [grid.code, grid]));
  const communities = communitiesOf(grids);
  const place = new Map(communities.map(({ code }, i) => [code, i]));
  const edges = edgesOf(grids.map(({ rings }) => rings));
  const between = edges.map(({ cell, other }) => ({
    cell: place.get(grids[cell].community),
    other: other < 0 ? -1 : place.get(grids[other].community),
  }));
  const tints = tintsOf(neighboursOf(between.filter(({ cell, other }) => cell !== other), communities.length));
  const edgePath = (isWanted) => {
    const path = new Path2D();
    edges.forEach((edge, i) => isWanted(between[i]) && addChains(path, [edge.chain], { isRing: false }));
    return path;
  };
  const inner = edgePath(({ cell, other }) => cell === other);
  const outer = edgePath(({ cell, other }) => other >= 0 && cell !== other);
  const limit = edgePath(({ other }) => other < 0);
  communities.forEach((community, i) => {
    community.tint = tints[i];
    community.outline = edgePath(({ cell, other }) => cell !== other && (cell === i || other === i));
  });

  return {
    grids,
    communities,
    grid: (code) => byCode.get(code),
    community: (code) => communities[place.get(code)],
    /** @param {object} collection GeoJSON of the communities: their names and where these fit */
    nameCommunities({ features }) {
      for (const { properties } of features) {
        const community = communities[place.get(properties.code)];
        if (community) Object.assign(community, { name: properties.name, label: plane.project(...properties.label), room_m: properties.room_m });
      }
    },
    /** The grid that is drawn at a point of the plane. For pointing only; the server's answer is the exact one. */
    gridAt: (x, y) => grids.find(({ box, rings }) => isInBox(box, x, y) && isInside(rings, x, y)),
    *paint(ctx, frame, { shows }) {
      drawInPlane(ctx, frame);
      ctx.lineJoin = "round";
      ctx.lineCap = "round";
      if (shows.communities) yield* paintTints(ctx, frame, communities);
      if (shows.grids) {
        strokeEdge(ctx, frame, inner, "grid-edge", byZoom(frame.zoom, [[12, 0.5], [14, 1], [16, 1.6], [18, 2.4]]));
        yield;
      }
      if (shows.grids || shows.communities) {
        const width = byZoom(frame.zoom, [[12, 1.2], [14, 2], [16, 2.8], [18, 4]]);
        strokeEdge(ctx, frame, outer, "community-edge-halo", width + 2.4);
        strokeEdge(ctx, frame, outer, "community-edge", width);
        yield;
        strokeEdge(ctx, frame, limit, "limit-band", width * 4);
        strokeEdge(ctx, frame, limit, "community-edge", width * 1.15);
        yield;
      }
    },
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
    if (!communities.has(code)) communities.set(code, { code, name: "", label: null, room_m: 0, path: new Path2D() });
    communities.get(code).path.addPath(path);
  }
  return [...communities.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A soft band of colour along the inside of each community's border, as atlases do it. */
function* paintTints(ctx, frame, communities) {
  const width = byZoom(frame.zoom, [[11, 4], [13, 8], [15, 16], [18, 28]]);
  for (const { path, outline, tint } of communities) {
    ctx.save();
    ctx.clip(path);
    ctx.strokeStyle = colour(`tint-${tint % 5}`);
    ctx.lineWidth = (2 * width) / frame.scale;
    ctx.stroke(outline);
    ctx.restore();
    yield;
  }
}

function strokeEdge(ctx, frame, path, token, width) {
  ctx.strokeStyle = colour(token);
  ctx.lineWidth = width / frame.scale;
  ctx.stroke(path);
}

function isInBox([west, north, east, south], x, y) {
  return x >= west && x <= east && y >= north && y <= south;
}
