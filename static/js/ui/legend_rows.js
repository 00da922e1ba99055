/** The drawings and words of the legend, for the panel and for paper: `draw` paints about its middle. */

import { LAND_USES } from "../paint/base.js";
import { colour } from "../paint/palette.js";
import { serviceIcon } from "../items/icons.js";
import { INCIDENT_GROUPS, MAIN_SERVICE, STRUCTURE_STATES } from "../items/states.js";
import { drawCluster } from "../paint/items/clusters.js";
import { drawSquare, drawSwatch } from "../paint/items/structures.js";
import { drawShape, stampIncident, stampService } from "../paint/items/symbols.js";
import { roundedBox } from "../paint/rounded.js";
import { t } from "../page.js";
import { serviceWord, structureWord } from "./words.js";

/** @typedef {{size: number, draw: (ctx: CanvasRenderingContext2D, ratio: number) => void, word: string}} LegendRow size in pixels */

/** @returns {LegendRow} */
export const incidentRow = (group) => ({
  size: 18, word: t(`group.${group.key}`), draw: (ctx) => drawShape(ctx, group.shape, 6, colour(`state-${group.key}`)),
});

/** @returns {LegendRow} */
export const overdueRow = () => ({
  size: 18, word: t("overdue"),
  draw: (ctx, ratio) => stampIncident(ctx, -1, 1, ratio, { group: INCIDENT_GROUPS[1], icon: null, isOverdue: true, size: 11 }),
});

/** Five open incidents, two of them overdue. */
export const clusterRow = () => ({
  size: 26, word: t("legend.cluster"), draw: (ctx) => drawCluster(ctx, 0, 0, { count: 5, r: 11, tally: { overdue: 2, groups: [2, 1] } }),
});

/** @returns {LegendRow} */
export const structureRow = (state) => ({
  size: 18, word: structureWord(state.key), draw: (ctx, ratio) => drawSwatch(ctx, state, 13, ratio),
});

/** The same from afar. */
export const structureSquareRow = (state) => ({ ...structureRow(state), draw: (ctx) => drawSquare(ctx, 0, 0, state, 8) });

export const structureRows = () => STRUCTURE_STATES.map(structureRow);

/** @returns {LegendRow} */
export const serviceRow = (kind) => ({
  size: 22, word: serviceWord(kind),
  draw: (ctx, ratio) => stampService(ctx, 0, 0, ratio, { icon: serviceIcon(kind), size: 16, isMain: kind === MAIN_SERVICE }),
});

/** @returns {LegendRow[]} */
export const landRows = () => LAND_USES.map((use) => areaRow(use, "built-demolished", t(`land.${use}`)));

/** An area by the tokens of its fill and its edge. */
export const areaRow = (fill, edge, word) => ({
  size: 18, word,
  draw(ctx) {
    ctx.fillStyle = colour(fill);
    ctx.strokeStyle = colour(edge);
    ctx.lineWidth = 0.5;
    roundedBox(ctx, -7, -5, 14, 10, 2);
    ctx.fill();
    ctx.stroke();
  },
});

/** Lines one over the other: token and width in pixels. */
export const lineRow = (strokes, word) => ({
  size: 18, word,
  draw(ctx) {
    for (const [token, width] of strokes) {
      ctx.strokeStyle = colour(token);
      ctx.lineWidth = width;
      ctx.beginPath();
      ctx.moveTo(-8, 0);
      ctx.lineTo(8, 0);
      ctx.stroke();
    }
  },
});
