/** Whatever comes after the first view: names, items, the panel, the search, the cards. */

import { page } from "./page.js";
import { addPicture, bringIntoView, camera, isClear, showBox } from "./map/leaflet.js";
import { createCategories } from "./items/categories.js";
import { createPointer } from "./pointer.js";
import { scene } from "./scene.js";
import { startSearch } from "./search/box.js";
import { startBaseMap } from "./ui/base_map.js";
import { startControls } from "./ui/controls.js";
import { shownLayers } from "./figures/state.js";
import { tellOfFailure } from "./ui/failure.js";
import { figuresWhenAsked } from "./ui/figures/when_asked.js";
import { startInspector } from "./ui/inspector.js";
import { startItems } from "./ui/items.js";
import { startKeys } from "./ui/keys.js";
import { coveredEdges } from "./ui/layout.js";
import { startMyPosition } from "./ui/my_position.js";
import { startPanel } from "./ui/panel.js";
import { startPaper } from "./ui/paper.js";
import { startPreferences } from "./ui/preferences.js";
import { onThemeChange, readPalette } from "./ui/theme.js";
import { startUnassigned } from "./ui/unassigned.js";
import { surfaceOf, tiles } from "./view/base_map.js";
import { keepInAddress, view } from "./view/view.js";

const CLOSE_ZOOM = 17;
const NOTHING = Promise.resolve({ image: null });

/** @param {{origin: [number, number], division: ArrayBuffer, base: ArrayBuffer}} town */
export async function furnish({ origin, division, base }) {
  scene.call("setPalette", readPalette());
  const begun = scene.call("begin", { origin, division, base, timezone: page.timezone, categories: page.categories });
  const focus = { hovered: null, me: null, shown: null };
  startBaseMap();
  startControls();
  startPreferences();
  keepInAddress();
  const places = await begun;

  const over = addPicture((spec) => scene.call("paint", spec, {
    ...view.value, layers: shownLayers(view.value), surface: surfaceOf(view.value.base, tiles.value.areShown),
  }), "map-scene");
  const top = addPicture((spec) => {
    const { selection } = view.value;
    if (!selection && !focus.hovered && !focus.me) return NOTHING;
    const shown = focus.shown?.selection === selection ? focus.shown : null;
    const at = shown?.at; // for what is filtered away from the map
    return scene.call("paintFocus", spec, { selection: shown?.outlined ?? selection, at, hovered: focus.hovered, me: focus.me });
  }, "map-focus");
  onThemeChange((palette) => (scene.call("setPalette", palette), over.repaint(), top.repaint()));
  const setFocus = (changes) => (Object.assign(focus, changes), top.repaint());

  const categories = createCategories(page.categories);
  const me = startMyPosition({ show: (position) => setFocus({ me: position }) });
  startInspector({ categories, me }, (selection, { geometry, outlined }) => {
    setFocus({ shown: geometry && { selection, at: firstPoint(geometry), outlined } });
    bringSelectionIntoView(focus);
  });
  const figures = figuresWhenAsked({ scene, repaint: () => over.repaint() });
  const panel = startPanel({ places, categories: page.categories, figures });
  const search = startSearch(goTo);
  startKeys({ search, panel });
  startUnassigned(panel);
  startPaper(panel.known);
  createPointer({ scene, hover: (hovered) => setFocus({ hovered }) });

  view.subscribe((now, before) => {
    if (now.figures.day && !before.figures.day) panel.close(); // a phone's sheet lies over the slider
    if (now.layers !== before.layers || now.base !== before.base || now.selection !== before.selection) over.repaint();
    if (now.selection === before.selection) return;
    top.repaint();
    bringSelectionIntoView(focus);
  });
  tiles.subscribe(over.repaint);
  await startItems({ scene, panel, repaint: () => (over.repaint(), top.repaint(), figures.refresh()), onFailure: tellOfFailure });
  bringSelectionIntoView(focus);
}

/** What was chosen in a list or in the address may lie off the screen or under a card. */
async function bringSelectionIntoView({ shown }) {
  const { selection } = view.value;
  const at = selection && ((await scene.call("placeOf", selection)) ?? (shown?.selection === selection ? shown.at : null));
  if (at && selection === view.value.selection && !isClear(...at, coveredEdges())) bringIntoView(...at, { clear: coveredEdges() });
}

/** Go where a search result lies, and open its card. */
function goTo({ kind, code, id, lon, lat, bbox, title }) {
  view.update({ selection: selectionOf({ kind, code, id, lon, lat, title }) });
  if (bbox) showBox(bbox, { clear: coveredEdges() });
  else bringIntoView(lon, lat, { zoom: Math.max(camera().zoom, CLOSE_ZOOM), clear: coveredEdges() });
}

function selectionOf({ kind, code, id, lon, lat, title }) {
  if (kind === "grid" || kind === "community") return { kind, id: code };
  if ((kind === "leader" || kind === "micro_grid_leader") && code) return { kind: "grid", id: code };
  if (kind === "secretary" && code) return { kind: "community", id: code };
  if (kind === "service_point" && id) return { kind, id: String(id) };
  return { kind: "place", id: `${lon.toFixed(6)},${lat.toFixed(6)}`, name: kind === "coordinates" ? null : title };
}

function firstPoint({ coordinates }) {
  return typeof coordinates[0] === "number" ? coordinates : firstPoint({ coordinates: coordinates[0] });
}
