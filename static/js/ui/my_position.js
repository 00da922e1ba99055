/** Where I am, and how sure that is. */

import { bringIntoView } from "../map/leaflet.js";
import { page, t } from "../page.js";
import { view } from "../view/view.js";
import { tell } from "./failure.js";
import { coveredEdges } from "./layout.js";

const CLOSE_ZOOM = 17;
const MOVED_M = 5;
const DEGREE_M = 110_900;

/** @param {{show(position: {lon: number, lat: number, accuracy_m: number} | null): void}} map */
export function startMyPosition({ show }) {
  const button = document.getElementById("locate-me");
  const me = { position: null };
  let watch = null;
  let isLost = false;

  const put = (position) => {
    me.position = position;
    show(position);
  };
  const openCard = () => view.update({ selection: { kind: "me", id: "here" } });

  const stop = () => {
    navigator.geolocation.clearWatch(watch);
    watch = null;
    button.setAttribute("aria-pressed", "false");
    put(null);
    if (view.value.selection?.kind === "me") view.update({ selection: null });
  };

  const found = ({ coords: { longitude: lon, latitude: lat, accuracy: accuracy_m } }) => {
    const before = me.position;
    isLost = false;
    put({ lon, lat, accuracy_m });
    if (!before) {
      openCard();
      if (isInTown(lon, lat)) bringIntoView(lon, lat, { zoom: CLOSE_ZOOM, clear: coveredEdges(), animate: false });
    } else if (view.value.selection?.kind === "me" && hasChanged(me.position, before)) openCard();
  };

  /** A lost signal comes back by itself, so the last position stays; it is told once each time. */
  const failed = ({ code, PERMISSION_DENIED }) => {
    const isDenied = code === PERMISSION_DENIED;
    if (isDenied || !me.position) stop();
    else if (isLost) return;
    else isLost = true;
    tell(t(isDenied ? "me.denied" : "me.unknown"), "locate");
  };

  button.addEventListener("click", () => {
    if (watch !== null) return stop();
    if (!navigator.geolocation) return tell(t("me.unknown"), "locate");
    button.setAttribute("aria-pressed", "true");
    watch = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 });
  });
  return me;
}

/** Elsewhere the map has nothing to show: it stays where it is. */
function isInTown(lon, lat) {
  const [west, south, east, north] = page.bounds;
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Whether the place or how sure it is has changed by more than MOVED_M. */
function hasChanged(a, b) {
  return metresBetween(a, b) > MOVED_M || Math.abs(a.accuracy_m - b.accuracy_m) > MOVED_M;
}

function metresBetween(a, b) {
  const north_m = (a.lat - b.lat) * DEGREE_M;
  const east_m = (a.lon - b.lon) * DEGREE_M * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(north_m, east_m);
}
