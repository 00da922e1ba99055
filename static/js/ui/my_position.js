/** Where I am, how sure that is, and which grid it is in. */

import { bringIntoView } from "../map/leaflet.js";
import { t } from "../page.js";
import { foundParts, locate } from "./cards/place.js";
import { tell } from "./failure.js";
import { coveredEdges } from "./layout.js";
import { formats } from "./words.js";

const CLOSE_ZOOM = 17;
const MOVED_M = 5;

/** @param {{show(me: {lon: number, lat: number, accuracy_m: number} | null): void, open(): void}} map */
export function startMyPosition({ show, open, reload }) {
  const button = document.getElementById("locate-me");
  let watch = null;
  let me = null;

  const stop = () => {
    navigator.geolocation.clearWatch(watch);
    watch = me = null;
    button.setAttribute("aria-pressed", "false");
    show(null);
  };

  const found = ({ coords }) => {
    const isFirst = me === null;
    const before = me;
    me = { lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy };
    show(me);
    if (isFirst) {
      open();
      bringIntoView(me.lon, me.lat, { zoom: CLOSE_ZOOM, clear: coveredEdges() });
    } else if (metresBetween(me, before) > MOVED_M) reload();
  };

  const failed = (error) => {
    stop();
    tell(t(error.code === 1 ? "me.denied" : "me.unknown"), "locate");
  };

  button.addEventListener("click", () => {
    if (watch !== null) return stop();
    if (!navigator.geolocation) return tell(t("me.unknown"), "locate");
    button.setAttribute("aria-pressed", "true");
    watch = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 });
  });

  return {
    stop: () => watch !== null && stop(),
    /** The card of my position. */
    async card(_, signal) {
      if (!me) return { kind: t("kind.me"), icon: "locate-fixed", title: t("me.off"), body: [] };
      const answer = await locate({ lon: me.lon, lat: me.lat, accuracy: me.accuracy_m }, signal);
      return {
        kind: t("kind.me"),
        icon: "locate-fixed",
        title: titleOf(answer),
        subtitle: t("me.accuracy", { distance: formats.distance(me.accuracy_m) }),
        body: foundParts({ ...answer, accuracy_m: me.accuracy_m }),
      };
    },
  };
}

function titleOf({ grid, rule, edge_distance_m }) {
  if (!grid) return t("me.outside");
  if (rule === "near") return t("me.near", { grid: grid.name, distance: formats.distance(edge_distance_m) });
  return t("me.inside", { grid: grid.name });
}

function metresBetween(a, b) {
  const north_m = (a.lat - b.lat) * 110_900;
  const east_m = (a.lon - b.lon) * 111_320 * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(north_m, east_m);
}
