/** The built-in base map: land by use, water, streets and, close up, buildings. Drawn like a paper map: quiet, flat. */

import { colour } from "./palette.js";
import { addChains, chainsOf } from "./paths.js";
import { boxesMeet, byZoom, drawInPixels, drawInPlane } from "./plane.js";
import { streetsOf } from "./streets.js";

export const BUILDINGS_FROM_ZOOM = 16;

/** Land uses in the order in which the legend names them. */
export const LAND_USES = ["old", "slab", "tower", "village", "public", "industry", "park", "field", "hill"];

/** Streets by level 1-3: width in pixels by zoom, and the zoom from which they are worth their ink. */
const STREETS = [
  null,
  { from: 11, width: [[11, 1], [13, 2], [14, 3.2], [15, 5.5], [16, 9], [17, 14], [18, 22], [20, 60]] },
  { from: 12.5, width: [[12.5, 0.5], [14, 1.6], [15, 3], [16, 6], [17, 9.5], [18, 15], [20, 40]] },
  { from: 13.75, width: [[13.75, 0.4], [15, 1.4], [16, 3], [17, 6], [18, 10], [20, 26]] },
];

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
  const roads = [1, 2, 3].map((level) => pathOf(lines.filter((line) => line.level === level && !line.isBridge)));
  const bridges = [1, 2, 3].map((level) => pathOf(lines.filter((line) => line.level === level && line.isBridge)));

  return {
    *paint(ctx, frame, { shows, buildings, paintTints }) {
      drawInPixels(ctx, frame);
      ctx.fillStyle = colour("paper");
      ctx.fillRect(0, 0, frame.width, frame.height);
      drawInPlane(ctx, frame);
      ctx.lineJoin = "round";
      if (shows.land) yield* paintLand(ctx, frame, lands);
      yield* paintTints(ctx, frame);
      paintWater(ctx, frame, waters);
      yield;
      if (shows.buildings && frame.zoom >= BUILDINGS_FROM_ZOOM) yield* paintBuildings(ctx, frame, buildings);
      if (shows.streets) {
        yield* paintStreets(ctx, frame, roads);
        yield* paintStreets(ctx, frame, bridges, { isBridge: true });
      }
    },
  };
}

function pathOf(lines) {
  const path = new Path2D();
  for (const { chains } of lines) addChains(path, chains, { isRing: false });
  return path;
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

function* paintBuildings(ctx, frame, tiles) {
  ctx.fillStyle = colour("building");
  ctx.strokeStyle = colour("building-edge");
  ctx.lineWidth = byZoom(frame.zoom, [[16, 0.4], [18, 1]]) / frame.scale;
  for (const { path, box } of tiles) {
    if (!boxesMeet(box, frame.box)) continue;
    ctx.fill(path);
    if (frame.zoom >= 16.5) ctx.stroke(path);
    yield;
  }
}

function* paintStreets(ctx, frame, paths, { isBridge = false } = {}) {
  const visible = [3, 2, 1].filter((level) => frame.zoom >= STREETS[level].from);
  ctx.lineCap = isBridge ? "butt" : "round";
  for (const level of visible) {
    const width = byZoom(frame.zoom, STREETS[level].width);
    const casing = isBridge ? 2.4 : byZoom(frame.zoom, [[13, 0.6], [16, 1.6], [18, 2.2]]);
    if (width < 1.2 && !isBridge) continue;
    ctx.strokeStyle = colour(isBridge ? "bridge-edge" : `street-${level}-edge`);
    ctx.lineWidth = (width + casing) / frame.scale;
    ctx.stroke(paths[level - 1]);
    yield;
  }
  for (const level of visible) {
    ctx.strokeStyle = colour(`street-${level}`);
    ctx.lineWidth = byZoom(frame.zoom, STREETS[level].width) / frame.scale;
    ctx.stroke(paths[level - 1]);
    yield;
  }
}
