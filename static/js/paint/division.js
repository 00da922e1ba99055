/** The lines of the division: edges of grids and communities, the town limit, and a tint along each community's border. */

import { colour } from "./palette.js";
import { once } from "./once.js";
import { addChains, boxOf } from "./paths.js";
import { boxesMeet, byZoom, drawInPlane } from "./plane.js";
import { edgesOf, neighboursOf, tintsOf } from "./topology.js";

const TINTS = 5;

/** @param {ReturnType<import("./cells.js").createCells>} cells */
export function createDivision({ grids, communities, placeOf }) {
  const edges = edgesOf(grids.map(({ rings }) => rings)).map(({ cell, other, chain }) => ({
    chain,
    on: placeOf(grids[cell].community),
    beyond: other < 0 ? -1 : placeOf(grids[other].community),
  }));
  const inner = once(() => piecesOf(edges.filter(({ on, beyond }) => on === beyond)));
  const between = once(() => piecesOf(edges.filter(({ on, beyond }) => beyond >= 0 && on !== beyond)));
  const limit = once(() => piecesOf(edges.filter(({ beyond }) => beyond < 0)));
  const outlines = communities.map((_, i) => once(() => pieceOf(edges.filter(({ on, beyond }) => on !== beyond && (on === i || beyond === i)))));
  const borders = edges.filter(({ on, beyond }) => on !== beyond).map(({ on, beyond }) => ({ cell: on, other: beyond }));
  const tints = tintsOf(neighboursOf(borders, communities.length));

  return {
    /** The outline of the community at a place in `communities`. */
    outline: (place) => outlines[place]().path,
    /** A soft band of colour along the inside of each community's border, as atlases do it. */
    *paintTints(ctx, frame) {
      const width = byZoom(frame.zoom, [[11, 4], [13, 8], [15, 16], [18, 28]]);
      for (const [i, community] of communities.entries()) {
        const outline = outlines[i]();
        if (!boxesMeet(outline.box, frame.box)) continue;
        ctx.save();
        ctx.clip(community.path);
        yield* strokeEdges(ctx, frame, [outline], `tint-${tints[i] % TINTS}`, 2 * width);
        ctx.restore();
      }
    },
    /** Over tiles every line has a halo, for whatever is on them. */
    *paintEdges(ctx, frame, shows, { isOverTiles }) {
      drawInPlane(ctx, frame);
      ctx.lineJoin = ctx.lineCap = "round";
      if (shows.grids) {
        const width = byZoom(frame.zoom, [[12, 0.5], [14, 1], [16, 1.6], [18, 2.4]]);
        if (isOverTiles) yield* strokeEdges(ctx, frame, inner(), "label-halo", width + 2);
        yield* strokeEdges(ctx, frame, inner(), isOverTiles ? "community-edge" : "grid-edge", width);
        yield;
      }
      if (!shows.grids && !shows.communities) return;
      const width = byZoom(frame.zoom, [[12, 1.2], [14, 2], [16, 2.8], [18, 4]]);
      yield* strokeEdges(ctx, frame, between(), "community-edge-halo", width + 2.4);
      yield* strokeEdges(ctx, frame, between(), "community-edge", width);
      yield;
      yield* strokeEdges(ctx, frame, limit(), "limit-band", width * 4);
      if (isOverTiles) yield* strokeEdges(ctx, frame, limit(), "label-halo", width + 3);
      yield* strokeEdges(ctx, frame, limit(), "community-edge", width * 1.15);
    },
    /** The same over coloured areas: each line with a halo, so that it is seen on light and on dark. */
    *paintFigureEdges(ctx, frame) {
      ctx.lineJoin = ctx.lineCap = "round";
      const thin = byZoom(frame.zoom, [[12, 0.4], [14, 0.8], [16, 1.2], [18, 2]]);
      yield* strokeEdges(ctx, frame, inner(), "figure-edge-halo", thin + 1.2);
      yield* strokeEdges(ctx, frame, inner(), "figure-edge", thin);
      yield;
      const thick = byZoom(frame.zoom, [[12, 1.2], [14, 2], [16, 2.8], [18, 4]]);
      for (const path of [between(), limit()]) {
        yield* strokeEdges(ctx, frame, path, "community-edge-halo", thick + 2.4);
        yield* strokeEdges(ctx, frame, path, "community-edge", thick);
      }
    },
  };
}

/** The edges on one community each, with the box that they lie in: what is off the screen is not drawn. */
function piecesOf(edges) {
  const byCommunity = new Map(edges.map(({ on }) => [on, []]));
  for (const edge of edges) byCommunity.get(edge.on).push(edge);
  return [...byCommunity.values()].map(pieceOf);
}

function pieceOf(edges) {
  const chains = edges.map(({ chain }) => chain);
  return { path: addChains(new Path2D(), chains, { isRing: false }), box: boxOf(chains) };
}

function* strokeEdges(ctx, frame, pieces, token, width) {
  ctx.strokeStyle = colour(token);
  ctx.lineWidth = width / frame.scale;
  for (const { path, box } of pieces) {
    if (!boxesMeet(box, frame.box)) continue;
    ctx.stroke(path);
    yield;
  }
}
