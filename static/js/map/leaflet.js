/**
 * Leaflet, known to this module and to tiles.js alone: the map of the page, and pictures that follow it.
 *
 * Folium's script made the map before any module runs.
 */

const { L } = window;
const MAX_RATIO = 2;
const PADDING = 0.1; // of the longer side

export const map = window.wangge.map;
map.setMinZoom(9).setMaxZoom(20);

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

/** Move the camera by pixels of the screen, at once: to the right, and down. */
export function moveBy(dx_px, dy_px) {
  map.panBy([dx_px, dy_px], { animate: false });
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

/** The element that the map fills. */
export const mapElement = () => map.getContainer();

/** Where a place lies in the map's element, in pixels. */
export function pointAt(lon, lat) {
  return map.latLngToContainerPoint([lat, lon]);
}

/** The place under a point of the map's element. */
export function placeAt(x, y) {
  const { lng: lon, lat } = map.containerPointToLatLng([x, y]);
  return { lon, lat };
}

/** Zoom in or out about the middle. */
export const zoomBy = (steps) => map.setZoom(Math.round(map.getZoom() + steps));

/** Listen for "moveend", "click", "mousemove" …; answers with a function that stops listening. */
export function on(names, listener) {
  map.on(names, listener);
  return () => map.off(names, listener);
}

/**
 * A picture over the whole map, painted anew when the map has moved. While it is painted the last one stays and is moved
 * and scaled with the map.
 *
 * @param {(spec: import("../workers/pictures.js").Spec) => Promise<{image: ImageBitmap | HTMLCanvasElement | null} | null>} paint
 *   null when a newer picture was asked for meanwhile; an image of null is an empty picture
 */
export function addPicture(paint, className, { isOpaque = () => false } = {}) {
  const layer = new PictureLayer(paint, className, isOpaque);
  layer.addTo(map);
  return { repaint: () => layer.repaint(), whenPainted: () => layer.painted };
}

/** Put what a worker painted onto a canvas of the page, without a copy where the browser can. */
export function showImage(canvas, image, { isOpaque = false } = {}) {
  const { width, height } = image;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  if (image instanceof HTMLCanvasElement) canvas.getContext("2d").drawImage(image, 0, 0);
  else canvas.getContext("bitmaprenderer", { alpha: !isOpaque }).transferFromImageBitmap(image);
}

function prefersCalm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

const PictureLayer = L.Renderer.extend({
  initialize(paint, className, isOpaque) {
    L.setOptions(this, {});
    L.stamp(this);
    Object.assign(this, { _layers: {}, paint, className, isOpaque, isAsked: false, isPainting: false, picture: null, screen: null });
    this.painted = new Promise((resolve) => (this._isPainted = resolve));
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._whileMoving };
  },

  /** However often it is asked for within a frame of the screen, it is painted once. */
  repaint() {
    if (this.isAsked) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      if (this._map) this._begin();
    });
  },

  _initContainer() {
    this._container = L.DomUtil.create("div", this.className);
    this._container.setAttribute("aria-hidden", "true");
  },

  _destroyContainer() {
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
    const { spec, centre } = this.picture;
    const scale = this._map.getZoomScale(zoom, spec.zoom);
    const half = L.point(spec.width, spec.height).multiplyBy(-scale / 2);
    const corner = half.add(this._map.project(centre, zoom)).subtract(this._map._getNewPixelOrigin(center, zoom));
    L.DomUtil.setTransform(this._container, corner, scale);
  },

  /** A drag that leaves the painted margin gets its next picture before the finger is lifted. */
  _whileMoving() {
    if (this.isPainting || !this.picture || this.picture.spec.zoom !== this._map.getZoom()) return;
    if (!this.picture.bounds.contains(this._map.getBounds())) this.repaint();
  },

  async _begin() {
    const picture = this._nextPicture();
    this.isPainting = true;
    try {
      const painted = await this.paint(picture.spec);
      if (painted) this._show(picture, painted.image);
    } finally {
      this.isPainting = false;
    }
  },

  _nextPicture() {
    const leaflet = this._map;
    const size = leaflet.getSize();
    const margin = Math.round(Math.max(size.x, size.y) * PADDING);
    const ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
    return {
      spec: { ...camera(), isOpaque: this.isOpaque(), width: size.x + 2 * margin, height: size.y + 2 * margin, ratio, margin },
      centre: leaflet.getCenter(),
      bounds: leaflet.getBounds().pad(PADDING * 0.8),
    };
  },

  _show(picture, image) {
    if (!this._map || this._map._animatingZoom || picture.spec.zoom !== this._map.getZoom()) return image?.close?.();
    this.picture = picture;
    const shown = image && this._elementOf(image, picture.spec);
    if (shown !== this._container.firstChild) this._container.replaceChildren(...(shown ? [shown] : []));
    this._updateTransform(this._map.getCenter(), this._map.getZoom());
    this._isPainted();
  },

  /** One canvas shows picture after picture: a new one each time is work for the compositor and the garbage collector. */
  _elementOf(image, { width, height, isOpaque }) {
    const canvas = image instanceof HTMLCanvasElement ? image : this._screen(isOpaque);
    if (image !== canvas) showImage(canvas, image, { isOpaque });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    return canvas;
  },

  _screen(isOpaque) {
    if (this.screen?.isOpaque !== isOpaque) this.screen = { isOpaque, canvas: document.createElement("canvas") };
    return this.screen.canvas;
  },
});
