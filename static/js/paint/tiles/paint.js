/** Paints a square of vector tiles in the look of the town's own map. */

import { colour } from "../palette.js";
import { byZoom } from "../plane.js";
import { paintLabels } from "../labels/paint.js";
import { paintRoads } from "../roads.js";
import { labelsOf } from "./labels.js";
import { BUILDING_LAYERS, isBridge, isTunnel, LAND_LAYERS, landToken, ROAD_LAYERS, roadLevel, STREAM_LAYERS, WATER_LAYERS } from "./schema.js";

export const TILE_PX = 512;

const BUILDINGS_FROM_ZOOM = 15;
const POLYGON = 3;
const LINE = 2;
const FEATURES_A_STEP = 200;

/**
 * @param {import("./source.js").Square} square
 * @param {{zoom: number, ratio: number, language: string}} view zoom as of the map
 */
export function* paintTile(ctx, square, { zoom, ratio, language }) {
  const { tile } = square;
  const frame = { zoom, ratio, width: TILE_PX, height: TILE_PX, margin: 0 };
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = colour("land");
  ctx.fillRect(0, 0, TILE_PX, TILE_PX);
  ctx.lineJoin = "round";

  for (const layer of present(tile, LAND_LAYERS)) yield* fillByToken(ctx, layer, scaled(ctx, layer, square, frame), landToken);
  for (const layer of present(tile, WATER_LAYERS)) yield* fillByToken(ctx, layer, scaled(ctx, layer, square, frame), () => "water");
  for (const layer of present(tile, STREAM_LAYERS)) yield* paintStreams(ctx, layer, scaled(ctx, layer, square, frame));
  if (zoom >= BUILDINGS_FROM_ZOOM) {
    for (const layer of present(tile, BUILDING_LAYERS)) yield* fillByToken(ctx, layer, scaled(ctx, layer, square, frame), () => "building");
  }
  for (const layer of present(tile, ROAD_LAYERS)) yield* paintRoadLayer(ctx, layer, scaled(ctx, layer, square, frame));
  yield* paintLabels(ctx, frame, labelsOf(square, frame, language), []);
}

/** The layers of these names that a tile has. */
export function present(tile, names) {
  return names.map((name) => tile.layers[name]).filter(Boolean);
}

/** Pixels of one unit of a layer, and where the square begins in pixels. */
export function placed({ extent }, { depth, column, row }) {
  return { scale: (TILE_PX * 2 ** depth) / extent, left: column * TILE_PX, top: row * TILE_PX };
}

/** Draw in units of a layer from here on. */
function scaled(ctx, layer, square, frame) {
  const { scale, left, top } = placed(layer, square);
  ctx.setTransform(scale * frame.ratio, 0, 0, scale * frame.ratio, -left * frame.ratio, -top * frame.ratio);
  return { ...frame, scale };
}

function* fillByToken(ctx, layer, frame, tokenOf) {
  const paths = new Map();
  yield* each(layer, POLYGON, (feature) => {
    const token = tokenOf(feature.properties);
    if (token) addGeometry(pathIn(paths, token), feature, { isRing: true });
  });
  for (const [token, path] of paths) {
    ctx.fillStyle = colour(token);
    ctx.fill(path, "evenodd");
    if (token === "building" || token === "water") outline(ctx, path, frame, token === "water" ? "shore" : "building-edge");
    yield;
  }
}

function outline(ctx, path, frame, token) {
  ctx.strokeStyle = colour(token);
  ctx.lineWidth = byZoom(frame.zoom, [[12, 0.4], [18, 1]]) / frame.scale;
  ctx.stroke(path);
}

function* paintStreams(ctx, layer, frame) {
  const path = new Path2D();
  yield* each(layer, LINE, (feature) => isTunnel(feature.properties) || addGeometry(path, feature, { isRing: false }));
  ctx.strokeStyle = colour("water");
  ctx.lineWidth = byZoom(frame.zoom, [[11, 0.8], [14, 2], [18, 6]]) / frame.scale;
  ctx.stroke(path);
}

function* paintRoadLayer(ctx, layer, frame) {
  const [roads, bridges] = [0, 1].map(() => [1, 2, 3].map(() => new Path2D()));
  yield* each(layer, LINE, (feature) => {
    const level = isTunnel(feature.properties) ? undefined : roadLevel(feature.properties);
    if (level) addGeometry((isBridge(feature.properties) ? bridges : roads)[level - 1], feature, { isRing: false });
  });
  yield* paintRoads(ctx, frame, roads);
  yield* paintRoads(ctx, frame, bridges, { isBridge: true });
}

function* each(layer, type, use) {
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    if (feature.type === type) use(feature);
    if (i % FEATURES_A_STEP === FEATURES_A_STEP - 1) yield;
  }
}

function pathIn(paths, token) {
  if (!paths.has(token)) paths.set(token, new Path2D());
  return paths.get(token);
}

function addGeometry(path, feature, { isRing }) {
  for (const chain of feature.loadGeometry()) {
    chain.forEach(({ x, y }, i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
    if (isRing) path.closePath();
  }
}
