/** Whatever comes after the first view: names, items, the panel, the search, the cards. */

import { getJson } from "./fetch.js";
import { page, t } from "./page.js";
import { createItems } from "./items/items.js";
import { createFocus } from "./focus.js";
import { createPointer } from "./pointer.js";
import { createScene } from "./map/scene.js";
import { bringIntoView, camera, isClear, showBox } from "./map/leaflet.js";
import { startSearch } from "./search/box.js";
import { communityCard } from "./ui/cards/community.js";
import { gridCard } from "./ui/cards/grid.js";
import { incidentCard } from "./ui/cards/incident.js";
import { countUnassigned, severalCard, unassignedCard } from "./ui/cards/lists.js";
import { placeCard, placeId } from "./ui/cards/place.js";
import { servicePointCard } from "./ui/cards/service_point.js";
import { structureCard } from "./ui/cards/structure.js";
import { startControls } from "./ui/controls.js";
import { tellOfFailure } from "./ui/failure.js";
import { showFiltersTab } from "./ui/filters_tab.js";
import { startInspector } from "./ui/inspector.js";
import { startKeys } from "./ui/keys.js";
import { showLayersTab } from "./ui/layers_tab.js";
import { coveredEdges } from "./ui/layout.js";
import { startMyPosition } from "./ui/my_position.js";
import { startPanel } from "./ui/panel.js";
import { formats } from "./ui/words.js";
import { keepInAddress, view } from "./view/view.js";

const CLOSE_ZOOM = 17;

/**
 * @param {{plane: object, base: object, division: object, over: {repaint(): void, paintWith(paint: Function): void}}} town
 */
export async function furnish({ plane, base, division, over }) {
  startControls();
  const items = createItems(plane, {
    filters: () => view.value.filters,
    onChange: (counts) => (filtersTab?.showCounts(counts), over.repaint()),
    onFailure: tellOfFailure,
  });
  const { incidents, structures, services } = items;
  const scene = createScene({ plane, base, division, incidents, structures, services }, () => view.value);
  over.paintWith(scene.paint);
  const focus = createFocus({ plane, division, incidents, structures, services });
  const panel = startPanel();
  const me = startMyPosition({
    show: focus.showMe,
    open: () => view.update({ selection: { kind: "me", id: "here" } }),
    reload: () => view.value.selection?.kind === "me" && view.update({ selection: { kind: "me", id: "here" } }),
  });
  const search = startSearch((result) => goTo(result));
  const layersTab = showLayersTab();
  let filtersTab = null;
  createPointer({ plane, scene: { get drawn() { return scene.drawn; }, structures, division }, incidents, focus });
  keepInAddress();
  startInspector({
    grid: gridCard, community: communityCard, incident: incidentCard(items.knownCategories), illegal_structure: structureCard,
    service_point: servicePointCard, place: placeCard, unassigned: unassignedCard, several: severalCard, me: me.card,
  });
  startKeys({ search, panel });
  startUnassigned(panel);

  view.subscribe((now, before) => {
    if (now.layers !== before.layers || now.selection !== before.selection) over.repaint();
    if (now.filters !== before.filters) items.filter();
  });

  await nameCommunities(division);
  over.repaint();
  filtersTab = showFiltersTab({ division, categories: items.categories });
  await items.load();
  layersTab.showServiceKinds(services.kinds());
  document.documentElement.dataset.map = "ready";
  performance.mark("map-ready");
}

/** Go where a search result lies, and open its card. */
function goTo({ kind, code, id, lon, lat, bbox, title }) {
  if (bbox) showBox(bbox, { clear: coveredEdges() });
  else bringIntoView(lon, lat, { zoom: Math.max(camera().zoom, CLOSE_ZOOM), clear: coveredEdges() });
  if (kind === "grid" || kind === "community") view.update({ selection: { kind, id: code } });
  else if (kind === "leader" && code) view.update({ selection: { kind: "grid", id: code } });
  else if (kind === "service_point" && id) view.update({ selection: { kind, id: String(id) } });
  else view.update({ selection: { kind: "place", id: placeId(lon, lat, kind === "coordinates" ? null : title) } });
  if (!isClear(lon, lat, coveredEdges())) bringIntoView(lon, lat, { clear: coveredEdges() });
}

async function nameCommunities(division) {
  try {
    division.nameCommunities(await getJson(page.urls.communities));
  } catch (error) {
    tellOfFailure(error, () => nameCommunities(division));
  }
}

function startUnassigned(panel) {
  const open = () => {
    panel.close();
    view.update({ selection: { kind: "unassigned", id: "all" } });
  };
  const buttons = ["unassigned", "dock-unassigned"].map((id) => document.getElementById(id));
  for (const button of buttons) button.addEventListener("click", open);
  countUnassigned().then((n) => {
    for (const button of buttons) {
      const count = button.querySelector(".count");
      count.textContent = formats.number(n);
      count.hidden = n === 0 && button.id !== "unassigned";
    }
  }, () => buttons[0].setAttribute("title", t("failure.server")));
}
