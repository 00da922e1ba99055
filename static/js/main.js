/** The first view: ground and division first; whatever else there is comes after it (later.js). */

import { furnish } from "./later.js";
import { page } from "./page.js";
import { addPicture, on, place, showBox, viewBox } from "./map/leaflet.js";
import { firstLayers, ground } from "./start.js";
import { tellOfFailure } from "./ui/failure.js";
import { coveredEdges } from "./ui/layout.js";
import { onThemeChange, readPalette } from "./ui/theme.js";
import { surfaceOf, tiles } from "./view/base_map.js";
import { firstCamera, view } from "./view/view.js";

const { urls, bounds } = page;
const [west, south, east, north] = bounds;
const origin = [(west + east) / 2, (south + north) / 2];

if (firstCamera) place(firstCamera);
else showBox(bounds, { clear: coveredEdges(), animate: false });
ground.call("setPalette", readPalette());
start();

async function start() {
  document.documentElement.dataset.map = "loading";
  try {
    await show(await firstLayers());
  } catch (error) {
    tellOfFailure(error, start);
  }
}

async function show(layers) {
  await ground.call("begin", { origin, ...layers, buildingsUrl: urls.buildings });
  await showGround();
  mark("shown");
  await furnish({ origin, ...layers });
  mark("ready");
}

async function showGround() {
  const surface = () => surfaceOf(view.value.base, tiles.value.areShown);
  const picture = addPicture((spec) => ground.call("paint", spec, { layers: view.value.layers, surface: surface() }), "map-ground", {
    isOpaque: () => surface().kind !== "tiles",
  });
  const needBuildings = async () => {
    if (view.value.layers.buildings && (await ground.call("needBuildings", ...viewBox()))) picture.repaint();
  };
  on("moveend", needBuildings);
  needBuildings();
  view.subscribe((now, before) => (now.layers !== before.layers || now.base !== before.base) && (picture.repaint(), needBuildings()));
  tiles.subscribe(picture.repaint);
  onThemeChange((palette) => (ground.call("setPalette", palette), picture.repaint()));
  await picture.whenPainted();
}

/** What the page has come to, for whoever waits for it or measures it. */
function mark(state) {
  document.documentElement.dataset.map = state;
  performance.mark(`map-${state}`);
}
