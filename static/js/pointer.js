/** Pointing at the map: what a click opens, and what lights up under a mouse. */

import { camera, on, setCursor, showPoint } from "./map/leaflet.js";
import { areaAt, hitsAt } from "./map/picking.js";
import { scaleOf } from "./map/plane.js";
import { coveredEdges } from "./ui/layout.js";
import { view } from "./view/view.js";

const FINGER_PX = 12;
const MOUSE_PX = 3;
const SEVERAL_AT_MOST = 12;

/** @param {{plane: object, scene: object, incidents: object, focus: object}} town */
export function createPointer({ plane, scene, incidents, focus }) {
  const isTouch = window.matchMedia("(pointer: coarse)").matches;
  const hits = ({ latlng }) => {
    const { zoom } = camera();
    const [x, y] = plane.project(latlng.lng, latlng.lat);
    return { at: { x, y, zoom, scale: scaleOf(zoom) }, layers: view.value.layers };
  };

  on("click", (event) => {
    const { at, layers } = hits(event);
    const [first, ...rest] = hitsAt(scene, at, layers, isTouch ? FINGER_PX : MOUSE_PX);
    if (!first) return view.update({ selection: null });
    if (first.kind === "cluster") return openCluster(first);
    const incidentsHere = [first, ...rest].filter(({ kind }) => kind === "incident");
    if (first.kind === "incident" && incidentsHere.length > 1 && overlap(incidentsHere, at.scale)) return openSeveral(incidentsHere.map(({ id }) => id));
    view.update({ selection: { kind: first.kind, id: String(first.id) } });
  });

  if (!isTouch) {
    on("mousemove", (event) => {
      const { at, layers } = hits(event);
      const [first] = hitsAt(scene, at, layers, MOUSE_PX);
      const area = areaAt(scene.division, at, layers);
      setCursor(first && first.kind !== "grid" && first.kind !== "community" ? "pointer" : "");
      focus.hover(area?.kind === "grid" ? scene.division.grid(area.id).path : area ? scene.division.community(area.id).path : null);
    });
    on("mouseout", () => focus.hover(null));
  }

  /** A cluster opens by zooming in; one that never falls apart, as a list. */
  function openCluster({ id, lonLat, count }) {
    const zoom = incidents.zoomOf(id);
    if (zoom > 17 && count <= SEVERAL_AT_MOST) openSeveral(incidents.idsIn(id, SEVERAL_AT_MOST));
    else showPoint(...lonLat, Math.min(zoom, 18), coveredEdges());
  }

  function openSeveral(ids) {
    view.update({ selection: { kind: "several", id: ids.slice(0, SEVERAL_AT_MOST).join(",") } });
  }
}

/** Whether symbols cover one another so far that a pointer cannot tell them apart. */
function overlap([first, ...others], scale) {
  return others.some(({ at }) => Math.hypot(at[0] - first.at[0], at[1] - first.at[1]) * scale < first.r);
}
