/** Base maps that come as tiles, below everything else on the map: pictures, and vector tiles painted here. */

import { shifted } from "../shifts.js";
import { map, showImage } from "./leaflet.js";
import { placeOfTile } from "./shifted_tiles.js";

const { L } = window;
const GCJ = "GCJ-02";
const VECTOR_PX = 512;

/**
 * Put a base map on the map.
 * @param {object} offer of the page's `base_maps`
 * @param {{opacity: number, onShown(): void, onFailed(): void}} options onShown when the first tile is there, onFailed
 *   when none of a whole view is
 * @returns {{setOpacity(opacity: number): void, repaint(): void, remove(): void}} `repaint` in other colours what is painted here
 */
export async function addTiles(offer, { opacity, onShown, onFailed }) {
  const layers = await layersOf(offer, opacity);
  watch(layers[0], onShown, onFailed);
  for (const layer of layers) layer.addTo(map);
  return {
    setOpacity: (now) => layers.forEach((layer) => layer.setOpacity(now)),
    repaint: () => offer.is_vector && layers.forEach((layer) => layer.redraw()),
    remove: () => layers.forEach((layer) => layer.remove()),
  };
}

async function layersOf(offer, opacity) {
  const options = { opacity, noWrap: true, bounds: offer.bounds ? boundsOf(offer.bounds) : undefined, maxZoom: map.getMaxZoom() };
  if (offer.is_vector) {
    const { startPainter } = await import("../vector_tiles.js");
    return [new VectorTiles({ ...options, tileSize: VECTOR_PX, painter: startPainter(offer) })];
  }
  // The origin alone goes along: providers ask which site their tiles are for, not what is looked at.
  const pictures = {
    ...options, minNativeZoom: offer.min_zoom, maxNativeZoom: offer.max_zoom, subdomains: offer.subdomains, referrerPolicy: "origin",
  };
  const Layer = offer.datum === GCJ ? ShiftedTiles : L.TileLayer;
  return offer.urls.map((url) => new Layer(url, pictures));
}

/** Tell when the first tile has come, and when a view is through without one. */
function watch(layer, onShown, onFailed) {
  const there = new Set();
  let missing = 0;
  layer.on("loading", () => (missing = 0));
  layer.on("tileload", ({ coords }) => {
    there.add(keyOf(coords));
    if (there.size === 1) onShown();
  });
  layer.on("tileunload", ({ coords }) => there.delete(keyOf(coords)));
  layer.on("tileerror", () => (missing += 1));
  layer.on("load", () => missing && !there.size && onFailed());
}

const keyOf = ({ x, y, z }) => `${z}/${x}/${y}`;

function boundsOf([west, south, east, north]) {
  return [[south, west], [north, east]];
}

/** Tiles in GCJ-02, each laid where what it shows lies in WGS 84, and as large as that. */
const ShiftedTiles = L.TileLayer.extend({
  _getTiledPixelBounds(centre) {
    const [lng, lat] = shifted(centre.lng, centre.lat);
    return L.TileLayer.prototype._getTiledPixelBounds.call(this, L.latLng(lat, lng));
  },

  _getTilePos(coords) {
    const { left, top } = this._placeOf(coords);
    return L.point(left, top).subtract(this._level.origin);
  },

  _addTile(coords, container) {
    L.TileLayer.prototype._addTile.call(this, coords, container);
    const { left, top, right, bottom } = this._placeOf(coords);
    const { style } = this._tiles[this._tileCoordsToKey(coords)].el;
    style.width = `${right - left}px`;
    style.height = `${bottom - top}px`;
  },

  _placeOf: ({ x, y, z }) => placeOfTile(z, x, y),
});

/** Vector tiles: canvases that a worker paints. */
const VectorTiles = L.GridLayer.extend({
  createTile(coords, done) {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const canvas = L.DomUtil.create("canvas");
    Object.assign(canvas, { width: VECTOR_PX * ratio, height: VECTOR_PX * ratio });
    // A tile of 512 pixels shows what the usual one of 256 shows a zoom farther out.
    this.options.painter.paint({ z: coords.z - 1, x: coords.x, y: coords.y }, ratio).then(
      (image) => {
        if (image) showImage(canvas, image);
        done(null, canvas);
      },
      (error) => done(error, canvas));
    return canvas;
  },
});
