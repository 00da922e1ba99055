/** Pointing at the map: what a click opens, and what lights up under a mouse. */

import { camera, on, setCursor, bringIntoView } from "./map/leaflet.js";
import { coveredEdges } from "./ui/layout.js";
import { shownLayers } from "./figures/state.js";
import { view } from "./view/view.js";

const FINGER_PX = 12;
const MOUSE_PX = 3;
const SEVERAL_AT_MOST = 12;
const LAST_CLUSTERED_ZOOM = 16;

/** @param {{scene: {call: Function}, hover: (area: object | null) => void}} map */
export function createPointer({ scene, hover }) {
  const isTouch = window.matchMedia("(pointer: coarse)").matches;
  const pick = ({ latlng: { lng: lon, lat } }, slack) => scene.call("pick", { lon, lat, zoom: camera().zoom }, shownLayers(view.value), slack);

  on("click", async (event) => {
    const [first, ...rest] = await pick(event, isTouch ? FINGER_PX : MOUSE_PX);
    if (!first) view.update({ selection: null });
    else if (first.kind === "cluster") openCluster(first);
    else if (first.kind === "incident") openIncidents([first, ...rest.filter((hit) => isOnTopOf(hit, first))]);
    else select(first.kind, first.id);
  });
  if (!isTouch) startHover(pick, hover);

  /** A cluster opens by zooming in; one that never falls apart, as a list. */
  async function openCluster({ id, lonLat: [lon, lat], count }) {
    const { zoom, ids } = await scene.call("openCluster", id, SEVERAL_AT_MOST);
    if (zoom > LAST_CLUSTERED_ZOOM && count <= SEVERAL_AT_MOST) select("several", ids.join(","));
    else bringIntoView(lon, lat, { zoom: Math.max(zoom, camera().zoom + 1), clear: coveredEdges() });
  }
}

function openIncidents(hits) {
  if (hits.length === 1) select("incident", hits[0].id);
  else select("several", hits.slice(0, SEVERAL_AT_MOST).map(({ id }) => id).join(","));
}

function select(kind, id) {
  view.update({ selection: { kind, id: String(id) } });
}

/** Whether symbols cover one another so far that a pointer cannot tell them apart. */
function isOnTopOf(hit, first) {
  const reach = first.r / 2 ** (camera().zoom - 20);
  return hit.kind === "incident" && Math.hypot(hit.at[0] - first.at[0], hit.at[1] - first.at[1]) < reach;
}

/** One question at a time: while an answer is awaited only the last move is remembered. */
function startHover(pick, hover) {
  let isAsking = false;
  let latest = null;
  let shown = "";
  const show = (hits) => {
    const area = hits.find(({ kind }) => kind === "grid" || kind === "community") ?? null;
    setCursor(hits[0] && hits[0] !== area ? "pointer" : "");
    if (shown === (area?.id ?? "")) return;
    shown = area?.id ?? "";
    hover(area);
  };
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    while (latest) {
      const event = latest;
      latest = null;
      show(await pick(event, MOUSE_PX));
    }
    isAsking = false;
  };
  on("mousemove", (event) => ((latest = event), ask()));
  on("mouseout", () => ((latest = null), show([])));
}
