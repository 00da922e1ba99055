/** The built-in base map: land by use, water, streets and, close up, buildings. Drawn like a paper map: quiet, flat. */

import { colour } from "./palette.js";
import { addChains, chainsOf } from "./paths.js";
import { boxesMeet, byZoom, drawInPixels, drawInPlane } from "./plane.js";
import { paintRoads, roadsOf } from "./roads.js";
import { streetsOf } from "./streets.js";

export const BUILDINGS_FROM_ZOOM = 16;

/** Land uses in the order in which the legend names them. */
export const LAND_USES = ["old", "slab", "tower", "village", "public", "industry", "park", "field", "hill"];

/**
 * @param {{land: object, water: object, streets: object}} layers GeoJSON
 * @param {import("./plane.js").Plane} plane
 */
export function createBase({ land, water, streets }, plane) {
  const lands = land.features.map((feature) => ({
    use: feature.properties.use,
    path: addChains(new Path2D(), chainsOf(feature.geometry, plane), { isRing: true }),
  }));
  const waters = new Path2D();
  for (const feature of water.features) addChains(waters, chainsOf(feature.geometry, plane), { isRing: true });
  const lines = streetsOf(streets, plane);
  const roads = roadsOf(lines.filter((line) => !line.isBridge));
  const bridges = roadsOf(lines.filter((line) => line.isBridge));

  return {
    /** Tints of the division lie on the land and under the streets; with a base map less than whole they lie on top. */
    *paint(ctx, frame, { shows, buildings, paintTints, opacity }) {
      coverWithPaper(ctx, frame);
      drawInPlane(ctx, frame);
      ctx.lineJoin = "round";
      if (shows.land) yield* paintLand(ctx, frame, lands);
      if (opacity === 1) yield* paintTints(ctx, frame);
      paintWater(ctx, frame, waters);
      yield;
      if (shows.buildings && frame.zoom >= BUILDINGS_FROM_ZOOM) yield* paintBuildings(ctx, frame, buildings);
      if (shows.streets) {
        yield* paintRoads(ctx, frame, roads);
        yield* paintRoads(ctx, frame, bridges, { isBridge: true });
      }
      if (opacity === 1) return;
      coverWithPaper(ctx, frame, 1 - opacity);
      drawInPlane(ctx, frame);
      yield* paintTints(ctx, frame);
    },
  };
}

/** No base map: the tints of the division on paper, or on nothing for what lies below to be seen. */
export function* paintBare(ctx, frame, { isClear, paintTints }) {
  if (!isClear) coverWithPaper(ctx, frame);
  drawInPlane(ctx, frame);
  yield* paintTints(ctx, frame);
}

function coverWithPaper(ctx, frame, strength = 1) {
  drawInPixels(ctx, frame);
  ctx.globalAlpha = strength;
  ctx.fillStyle = colour("paper");
  ctx.fillRect(0, 0, frame.width, frame.height);
  ctx.globalAlpha = 1;
}

function* paintLand(ctx, frame, lands) {
  ctx.lineWidth = 0.6 / frame.scale;
  for (const { use, path } of lands) {
    const fill = colour(LAND_USES.includes(use) ? use : "land");
    ctx.fillStyle = fill;
    ctx.strokeStyle = fill; // closes the hair between two fills that share an edge
    ctx.fill(path, "evenodd");
    ctx.stroke(path);
    yield;
  }
}

function paintWater(ctx, frame, waters) {
  ctx.fillStyle = colour("water");
  ctx.strokeStyle = colour("shore");
  ctx.lineWidth = byZoom(frame.zoom, [[12, 0.5], [16, 1.2], [18, 2]]) / frame.scale;
  ctx.fill(waters, "evenodd");
  ctx.stroke(waters);
}

/** Outlines come with the zoom; what the town calls public, and towers, stand out a little. */
function* paintBuildings(ctx, frame, tiles) {
  ctx.strokeStyle = colour("building-edge");
  ctx.lineWidth = byZoom(frame.zoom, [[16, 0.4], [18, 1]]) / frame.scale;
  for (const { paths, box } of tiles) {
    if (!boxesMeet(box, frame.box)) continue;
    for (const [kind, path] of Object.entries(paths)) {
      ctx.fillStyle = colour(kind);
      ctx.fill(path);
      if (frame.zoom >= 16.5) ctx.stroke(path);
    }
    yield;
  }
}
