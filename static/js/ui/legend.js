/** What the symbols mean: the same drawings as on the map, with their words. */

import { INCIDENT_GROUPS } from "../items/states.js";
import { t } from "../page.js";
import { el, swatch } from "./dom.js";
import { clusterRow, incidentRow, landRows, overdueRow, serviceRow, structureRow, structureRows } from "./legend_rows.js";

export const incidentSwatch = (group) => swatchOf(incidentRow(group));

export const structureSwatch = (state) => swatchOf(structureRow(state));

export function incidentLegend() {
  return legend([...INCIDENT_GROUPS.map(incidentRow), overdueRow(), { ...clusterRow(), place: "is-long" }]);
}

export function structureLegend() {
  return el("div", {}, legend(structureRows()), el("p", { class: "legend-note" }, t("legend.structures_far")));
}

/** @param {string[]} kinds that the town has */
export const serviceLegend = (kinds) => legend(kinds.map(serviceRow), "is-wide");

export const landLegend = () => legend(landRows());

function legend(rows, className = "") {
  return el("ul", { class: `legend ${className}` }, ...rows.map((row) => el("li", { class: row.place }, swatchOf(row), el("span", {}, row.word))));
}

const swatchOf = ({ size, draw }) => swatch(size, draw);
