/** The first view: base map and division. Whatever else there is comes after it (later.js). */

import { getJson } from "./fetch.js";
import { page } from "./page.js";
import { createBase } from "./map/base.js";
import { createBuildings } from "./map/buildings.js";
import { createDivision } from "./map/division.js";
import { addCanvas, on, place, showBox, viewBox } from "./map/leaflet.js";
import { onPaletteChange } from "./map/palette.js";
import { createPlane } from "./map/plane.js";
import { firstCamera, view } from "./view/view.js";
import { coveredEdges } from "./ui/layout.js";

const { urls, bounds } = page;
const [west, south, east, north] = bounds;
const plane = createPlane((west + east) / 2, (south + north) / 2);

if (firstCamera) place(firstCamera);
else showBox(bounds, { clear: coveredEdges(), animate: false });
start();

async function start() {
  document.documentElement.dataset.map = "loading";
  try {
    const [land, water, streets, grids] = await Promise.all([urls.land, urls.water, urls.streets, urls.grids].map((url) => getJson(url)));
    await show({ land, water, streets, grids });
  } catch (error) {
    const { tellOfFailure } = await import("./ui/failure.js");
    tellOfFailure(error, start);
  }
}

async function show({ land, water, streets, grids }) {
  const base = createBase({ land, water, streets }, plane);
  const division = createDivision(grids, plane);
  let paintOver = (ctx, frame) => division.paint(ctx, frame, { shows: view.value.layers });
  const buildings = createBuildings(urls.buildings, plane, () => ground.repaint());
  const ground = addCanvas(plane, (ctx, frame) => base.paint(ctx, frame, { shows: view.value.layers, buildings: buildings.tiles }), "map-ground");
  const over = addCanvas(plane, (ctx, frame) => paintOver(ctx, frame), "map-scene");

  const needBuildings = () => view.value.layers.buildings && buildings.need(...viewBox());
  on("moveend", needBuildings);
  needBuildings();
  view.subscribe((now, before) => now.layers !== before.layers && (ground.repaint(), needBuildings()));
  onPaletteChange(() => (ground.repaint(), over.repaint()));

  await Promise.all([ground.whenPainted(), over.whenPainted()]);
  document.documentElement.dataset.map = "shown";
  performance.mark("map-shown");

  const { furnish } = await import("./later.js");
  await furnish({ plane, base, division, over: { repaint: over.repaint, paintWith: (paint) => (paintOver = paint, over.repaint()) } });
}
