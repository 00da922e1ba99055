/** What the symbols mean: the same drawings as on the map, with their words. */

import { colour } from "../paint/palette.js";
import { LAND_USES } from "../paint/base.js";
import { serviceIcon } from "../items/icons.js";
import { INCIDENT_GROUPS, MAIN_SERVICE, STRUCTURE_STATES } from "../items/states.js";
import { drawCluster } from "../paint/items/clusters.js";
import { drawSwatch } from "../paint/items/structures.js";
import { drawShape, stampIncident, stampService } from "../paint/items/symbols.js";
import { t } from "../page.js";
import { el, swatch } from "./dom.js";
import { serviceWord, structureWord } from "./words.js";

export const incidentSwatch = (group) => swatch(18, (ctx) => drawShape(ctx, group.shape, 6, colour(`state-${group.key}`)));

export const structureSwatch = (state) => swatch(18, (ctx, ratio) => drawSwatch(ctx, state, 13, ratio));

export function incidentLegend() {
  const overdue = swatch(18, (ctx, ratio) =>
    stampIncident(ctx, -1, 1, ratio, { group: INCIDENT_GROUPS[1], icon: null, isOverdue: true, size: 11 }));
  return legend([
    ...INCIDENT_GROUPS.map((group) => [incidentSwatch(group), t(`group.${group.key}`)]),
    [overdue, t("overdue")],
    [clusterSwatch(), t("legend.cluster"), "is-long"],
  ]);
}

export function structureLegend() {
  return el("div", {},
    legend(STRUCTURE_STATES.map((state) => [structureSwatch(state), structureWord(state.key)])),
    el("p", { class: "legend-note" }, t("legend.structures_far")));
}

/** @param {string[]} kinds that the town has */
export function serviceLegend(kinds) {
  return legend(kinds.map((kind) => [
    swatch(22, (ctx, ratio) => stampService(ctx, 0, 0, ratio, { icon: serviceIcon(kind), size: 16, isMain: kind === MAIN_SERVICE })),
    serviceWord(kind),
  ]), "is-wide");
}

export function landLegend() {
  return legend(LAND_USES.map((use) => [
    swatch(18, (ctx) => {
      ctx.fillStyle = colour(use);
      ctx.strokeStyle = colour("built-demolished");
      ctx.lineWidth = 0.5;
      ctx.beginPath();
      ctx.roundRect(-7, -5, 14, 10, 2);
      ctx.fill();
      ctx.stroke();
    }),
    t(`land.${use}`),
  ]));
}

/** Five open incidents, two of them overdue. */
function clusterSwatch() {
  return swatch(26, (ctx) => drawCluster(ctx, 0, 0, { count: 5, r: 11, tally: { overdue: 2, n0: 2, n1: 1 } }));
}

function legend(rows, className = "") {
  return el("ul", { class: `legend ${className}` }, ...rows.map(([symbol, word, place]) => el("li", { class: place }, symbol, el("span", {}, word))));
}
