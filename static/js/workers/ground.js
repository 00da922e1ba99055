/** The worker that paints the ground: land, water, streets, buildings, and the lines of the division. */

import { createBase, paintBare } from "../paint/base.js";
import { createBuildings } from "../paint/buildings.js";
import { createCells } from "../paint/cells.js";
import { createDivision } from "../paint/division.js";
import { setPalette } from "../paint/palette.js";
import { createPlane } from "../paint/plane.js";
import { jsonIn } from "../fetch.js";
import { createPictures, pictureForPaper } from "./pictures.js";
import { serve } from "./serve.js";

let plane, base, buildings, division;
const picture = createPictures(() => plane);

export const methods = {
  setPalette,

  /** @param {{origin: [number, number], division: ArrayBuffer, base: ArrayBuffer, buildingsUrl: string}} town */
  begin({ origin, division: grids, base: layers, buildingsUrl }) {
    plane = createPlane(...origin);
    base = createBase(jsonIn(layers), plane);
    division = createDivision(createCells(jsonIn(grids), plane));
    buildings = createBuildings(buildingsUrl, plane);
  },

  /** Fetch the buildings that a view needs; whether any arrived. */
  needBuildings: (zoom, box) => buildings.need(zoom, box),

  paint: (spec, view) => picture(spec, (ctx, frame) => paintGround(ctx, frame, view)),

  paintForPaper: (spec, view, palette) => pictureForPaper(plane, spec, palette, (ctx, frame) => paintGround(ctx, frame, view)),
};

serve(methods);

/** @param {{layers: Record<string, boolean>, surface: import("../view/base_map.js").Surface}} view */
function* paintGround(ctx, frame, { layers, surface }) {
  const paintTints = layers.communities ? division.paintTints : nothing;
  if (surface.kind === "built-in") yield* base.paint(ctx, frame, { shows: layers, buildings: buildings.tiles, paintTints, opacity: surface.opacity });
  else yield* paintBare(ctx, frame, { isClear: surface.kind === "tiles", paintTints });
  yield* division.paintEdges(ctx, frame, layers, { isOverTiles: surface.kind === "tiles" });
}

function* nothing() {}
