/** Zoom buttons and the scale bar. */

import { roundLength } from "../format.js";
import { camera, on, zoomBy } from "../map/leaflet.js";
import { metresOfPixel } from "../paint/plane.js";
import { formats } from "./words.js";

const LONGEST_PX = 96;

export function startControls() {
  document.getElementById("zoom-in").addEventListener("click", () => zoomBy(1));
  document.getElementById("zoom-out").addEventListener("click", () => zoomBy(-1));
  on("zoomend moveend", showScale);
  showScale();
}

function showScale() {
  const { zoom, lat } = camera();
  const pixel_m = metresOfPixel(zoom) * Math.cos((lat * Math.PI) / 180);
  const length_m = roundLength(pixel_m * LONGEST_PX);
  const scale = document.getElementById("scale");
  scale.querySelector(".scale-text").textContent = formats.distance(length_m);
  scale.querySelector(".scale-bar").style.width = `${length_m / pixel_m}px`;
}
