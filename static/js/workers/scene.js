/** The worker that paints what lies over the ground: items, names, what is selected; and knows what is where. */

import { getJson, jsonIn } from "../fetch.js";
import { createFigures } from "../figures/figures.js";
import { HEAT_RADIUS_M } from "../figures/heat.js";
import { startOfDay } from "../format.js";
import { createCells } from "../paint/cells.js";
import { createDivision } from "../paint/division.js";
import { createFigurePainter } from "../paint/figures.js";
import { createFocus } from "../paint/focus.js";
import { createHeatPainter } from "../paint/heat.js";
import { createItems } from "../paint/items/items.js";
import { loadIcons } from "../paint/items/symbols.js";
import { setPalette } from "../paint/palette.js";
import { waterNamesOf } from "../paint/labels/water.js";
import { hitsAt } from "../paint/picking.js";
import { createPlane, scaleOf } from "../paint/plane.js";
import { createScene } from "../paint/scene.js";
import { streetsOf } from "../paint/streets.js";
import { createPictures, pictureForPaper } from "./pictures.js";
import { serve } from "./serve.js";

let plane, cells, items, scene, focus, figures, figurePainter;
let drawn = []; // on the screen
const heatPainter = createHeatPainter();
const picture = createPictures(() => plane);
const focusPicture = createPictures(() => plane);

export const methods = {
  setPalette,
  loadIcons,

  /**
   * Answers with the codes and names of all grids and communities.
   * @param {{origin: [number, number], division: ArrayBuffer, base: ArrayBuffer, timezone: string, categories: object[]}} town
   */
  begin({ origin, division, base, timezone, categories }) {
    plane = createPlane(...origin);
    cells = createCells(jsonIn(division), plane);
    items = createItems(plane, { timezone, categories, communityOf: (grid) => cells.grid(grid)?.community });
    const { streets, water } = jsonIn(base);
    const lines = createDivision(cells);
    figures = createFigures({ cells, items, plane, startOfDay: (day) => startOfDay(day, timezone) });
    figurePainter = createFigurePainter({ cells, division: lines });
    scene = createScene({
      plane, cells, items, under: [figurePainter, heatPainter], streets: streetsOf(streets, plane), waters: waterNamesOf(water, plane),
    });
    focus = createFocus({ plane, cells, items, division: lines });
    return {
      grids: cells.grids.map(({ code, name, community }) => ({ code, name, community })),
      communities: cells.communities.map(({ code, name }) => ({ code, name: name || code })),
    };
  },

  /** Fetch one layer of items; answers with what the page must know of it. */
  load: (what, url) => items.load(what, url),

  /** How many items of each kind pass the filters. */
  narrow: (filters, now) => items.narrow(filters, now),

  /** Fetch what the server alone knows of the grids. */
  learnFigures: (url) => figures.learn(url, () => getJson(url)),

  /** Work out the figures that are asked for and paint them from now on; null while what they need is not here. */
  showFigures(wanted) {
    const found = figures.of(wanted);
    const heat = found?.heat;
    figurePainter.show(found);
    heatPainter.show(heat?.density ?? null, heat?.most);
    return found && { ...found, heat: heat && { most_per_km2: heat.most_per_km2, count: heat.count, radius_m: HEAT_RADIUS_M } };
  },

  /** The grid or community of a point, by its code. */
  areaAt({ lon, lat }, level) {
    const grid = cells.gridAt(...plane.project(lon, lat));
    return (level === "grids" ? grid?.code : grid?.community) ?? null;
  },

  paint: (spec, view) => picture(spec, function* paint(ctx, frame) {
    drawn = yield* scene.paint(ctx, frame, view);
  }),

  paintFocus: (spec, view) => focusPicture(spec, (ctx, frame) => focus.paint(ctx, frame, view)),

  /** Items, names and the selection. */
  paintForPaper: (spec, view, palette) => pictureForPaper(plane, spec, palette, function* paint(ctx, frame) {
    yield* scene.paint(ctx, frame, view);
    yield* focus.paint(ctx, frame, { ...view, hovered: null, me: null });
  }),

  /** What lies under a pointer, the nearest first. */
  pick({ lon, lat, zoom }, layers, slack) {
    const [x, y] = plane.project(lon, lat);
    return hitsAt({ drawn, structures: items.structures, cells }, { x, y, zoom, scale: scaleOf(zoom) }, layers, slack);
  },

  /** At which zoom a cluster falls apart, and what is in it. */
  openCluster: (id, limit) => ({ zoom: items.incidents.zoomOf(id), ids: items.incidents.idsIn(id, limit) }),

  /** Where a selected thing lies, lon/lat, or null when the map does not know. */
  placeOf(selection) {
    const at = focus.placeOf(selection);
    return at && plane.unproject(...at);
  },
};

serve(methods);
