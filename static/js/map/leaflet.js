/**
 * The only module that knows Leaflet: the map of the page, and a canvas that follows it.
 *
 * Folium's script made the map before any module runs.
 */

import { createFrame } from "./frame.js";
import { paintInSlices } from "./slices.js";

const { L } = window;
const MAX_RATIO = 2;
const PADDING = 0.15;

export const map = window.wangge.map;
map.setMinZoom(11).setMaxZoom(20);

/** Where the camera stands. */
export function camera() {
  const { lat, lng } = map.getCenter();
  return { lon: lng, lat, zoom: map.getZoom() };
}

/** What is on the screen: zoom, and west, south, east, north. */
export function viewBox() {
  const bounds = map.getBounds();
  return [map.getZoom(), [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]];
}

/** Put the camera somewhere at once. */
export function place({ lon, lat, zoom }) {
  map.setView([lat, lon], zoom, { animate: false });
}

/** Show a box (west, south, east, north), keeping clear of what covers the map: pixels left, top, right, bottom. */
export function showBox([west, south, east, north], { clear = [0, 0, 0, 0], maxZoom = 18, animate = true } = {}) {
  const [left, top, right, bottom] = clear;
  map.fitBounds([[south, west], [north, east]], {
    paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom, animate: animate && !prefersCalm(),
  });
}

/** Move just enough that a point lies clear of what covers the map. */
export function bringIntoView(lon, lat, { zoom = map.getZoom(), clear = [0, 0, 0, 0], animate = true } = {}) {
  const [left, top, right, bottom] = clear;
  const size = map.getSize();
  const at = map.project([lat, lon], zoom);
  const middle = L.point((left + size.x - right) / 2, (top + size.y - bottom) / 2);
  const centre = map.unproject(at.subtract(middle).add(size.divideBy(2)), zoom);
  map.setView(centre, zoom, { animate: animate && !prefersCalm() });
}

/** Fly to a point. */
export function showPoint(lon, lat, zoom, clear) {
  bringIntoView(lon, lat, { zoom, clear });
}

/** The mouse's shape over the map; "" for the usual hand. */
export function setCursor(cursor) {
  map.getContainer().style.cursor = cursor;
}

/** Whether a point is on the screen and clear of what covers it. */
export function isClear(lon, lat, [left, top, right, bottom]) {
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const size = map.getSize();
  return x > left && y > top && x < size.x - right && y < size.y - bottom;
}

/** Zoom in or out about the middle. */
export const zoomBy = (steps) => map.setZoom(Math.round(map.getZoom() + steps));

/** Listen for "moveend", "click", "mousemove" …; answers with a function that stops listening. */
export function on(names, listener) {
  map.on(names, listener);
  return () => map.off(names, listener);
}

/**
 * A canvas over the whole map that is painted anew, in slices, when the map has moved. While it is painted the last
 * picture stays and is moved and scaled with the map.
 *
 * @param {import("./plane.js").Plane} plane
 * @param {(ctx: CanvasRenderingContext2D, frame: import("./frame.js").Frame) => Generator} paint
 */
export function addCanvas(plane, paint, className) {
  const layer = new CanvasFollower(plane, paint, className);
  layer.addTo(map);
  return { repaint: () => layer.repaint(), whenPainted: () => layer.painted };
}

function prefersCalm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

const CanvasFollower = L.Renderer.extend({
  initialize(plane, paint, className) {
    L.setOptions(this, {});
    L.stamp(this);
    Object.assign(this, { _layers: {}, plane, paint, className, job: null, picture: null });
    this.painted = new Promise((resolve) => (this._isPainted = resolve));
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._whileMoving };
  },

  repaint() {
    this.job?.abort();
    const job = (this.job = new AbortController());
    requestAnimationFrame(() => {
      if (!job.signal.aborted && this._map) this._begin(job.signal);
    });
  },

  _initContainer() {
    this._container = L.DomUtil.create("div", this.className);
    this._container.setAttribute("aria-hidden", "true");
  },

  _destroyContainer() {
    this.job?.abort();
    this._container.remove();
    delete this._container;
  },

  _update() {
    this.repaint();
  },

  _reset() {
    this.repaint();
  },

  _onZoomEnd() {},
  _updatePaths() {},

  _updateTransform(center, zoom) {
    if (!this.picture) return;
    const { centre, zoom: paintedZoom, frame } = this.picture;
    const scale = this._map.getZoomScale(zoom, paintedZoom);
    const half = L.point(frame.width, frame.height).multiplyBy(-scale / 2);
    const corner = half.add(this._map.project(centre, zoom)).subtract(this._map._getNewPixelOrigin(center, zoom));
    L.DomUtil.setTransform(this._container, corner, scale);
  },

  /** A drag that leaves the painted margin gets its next picture before the finger is lifted. */
  _whileMoving() {
    if (this.job || !this.picture || this.picture.zoom !== this._map.getZoom()) return;
    if (!this.picture.bounds.contains(this._map.getBounds())) this.repaint();
  },

  _begin(signal) {
    const picture = this._nextPicture();
    paintInSlices(this.paint(picture.ctx, picture.frame), signal).then((isWhole) => {
      if (isWhole) this._show(picture);
    });
  },

  _nextPicture() {
    const leaflet = this._map;
    const { x: width, y: height } = leaflet.getSize().multiplyBy(1 + 2 * PADDING).round();
    const ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    return {
      canvas,
      ctx: canvas.getContext("2d"),
      frame: createFrame(this.plane, { ...camera(), width, height, ratio }),
      centre: leaflet.getCenter(),
      zoom: leaflet.getZoom(),
      bounds: leaflet.getBounds().pad(PADDING * 0.9),
    };
  },

  _show(picture) {
    this.job = null;
    if (!this._map || this._map._animatingZoom || picture.zoom !== this._map.getZoom()) return;
    this.picture = picture;
    this._container.replaceChildren(picture.canvas);
    this._updateTransform(this._map.getCenter(), this._map.getZoom());
    this._isPainted();
  },
});
