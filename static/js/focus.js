/** What is selected, pointed at, and where I am, kept on a canvas of its own. */

import { addCanvas } from "./map/leaflet.js";
import { createFocusPainter, footprintOf } from "./map/focus_painter.js";
import { onPaletteChange } from "./map/palette.js";
import { whereIs } from "./ui/cards/place.js";
import { view } from "./view/view.js";

/** @param {{plane: object, division: object, incidents: object, structures: object, services: object}} town */
export function createFocus({ plane, division, incidents, structures, services }) {
  let hovered = null;
  let me = null;
  const canvas = addCanvas(plane, createFocusPainter(plane, () => ({ ...selected(view.value.selection), hovered, me })), "map-focus");
  view.subscribe((now, before) => now.selection !== before.selection && canvas.repaint());
  onPaletteChange(canvas.repaint);

  function selected(selection) {
    const { kind, id } = selection ?? {};
    const nothing = { area: null, point: null };
    switch (kind) {
      case "grid":
        return { ...nothing, area: division.grid(id)?.path ?? null };
      case "community":
        return { ...nothing, area: division.community(id)?.outline ?? null };
      case "incident":
        return { ...nothing, point: inPlane(incidents.placeOf(Number(id))) };
      case "illegal_structure":
        return ofStructure(structures.find(Number(id)));
      case "service_point":
        return { ...nothing, point: services.find(Number(id))?.at ?? null };
      case "place":
        return { ...nothing, point: inPlane(whereIs(id)) };
      default:
        return nothing;
    }
  }

  function ofStructure(structure) {
    if (!structure) return { area: null, point: null };
    return { area: footprintOf(structure), point: structure.at };
  }

  function inPlane(lonLat) {
    return lonLat ? plane.project(...lonLat) : null;
  }

  return {
    repaint: canvas.repaint,
    hover(path) {
      if (path === hovered) return;
      hovered = path;
      canvas.repaint();
    },
    /** @param {{lon: number, lat: number, accuracy_m: number} | null} position */
    showMe(position) {
      me = position && { at: plane.project(position.lon, position.lat), accuracy_m: position.accuracy_m };
      canvas.repaint();
    },
  };
}
