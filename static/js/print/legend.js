/** The legend of a sheet: what is switched on, and only what can be seen at its scale. */

import { INCIDENT_GROUPS, MAIN_SERVICE, STRUCTURE_STATES } from "../items/states.js";
import { BUILDINGS_FROM_ZOOM } from "../paint/base.js";
import { LAST_CLUSTERED_ZOOM } from "../paint/items/incidents.js";
import { OTHERS_FROM_ZOOM } from "../paint/items/services.js";
import { FOOTPRINTS_FROM_ZOOM } from "../paint/items/structures.js";
import { t } from "../page.js";
import { classRows, heatRows } from "../ui/figures/legend.js";
import { shown } from "../ui/figures/shown.js";
import { titleOf } from "../ui/figures/wording.js";
import { areaRow, clusterRow, incidentRow, landRows, lineRow, overdueRow, serviceRow, structureRow, structureSquareRow } from "../ui/legend_rows.js";
import { formats } from "../ui/words.js";

/**
 * Whoever shows something on the map adds its section here.
 * @type {((sheet: {layers: Record<string, boolean>, filters: object, figures: object, serviceKinds: string[], zoom: number, hasBase: boolean}) =>
 *   {title: string, rows: import("../ui/legend_rows.js").LegendRow[]} | null)[]}
 */
export const legendSections = [figures, heat, incidents, structures, services, division, base];

/** The sections that have something to show. */
export function legendOf(sheet) {
  return legendSections.map((section) => section(sheet)).filter((section) => section?.rows.length);
}

/** What the areas are coloured by, once it is worked out. */
function figures({ figures: asked }) {
  const choropleth = asked.measure && shown.value.found?.choropleth;
  return choropleth ? { title: titleOf(asked), rows: classRows(choropleth) } : null;
}

/** How densely incidents lie. */
function heat({ figures: asked }) {
  const found = asked.heat && shown.value.found?.heat;
  return found?.count ? { title: t("figures.heat_title", { radius: formats.distance(found.radius_m) }), rows: heatRows(found) } : null;
}

function incidents({ layers, filters, zoom }) {
  if (!layers.incidents) return null;
  const groups = filters.onlyOverdue ? [] : INCIDENT_GROUPS.filter(({ key }) => filters.groups.includes(key)).map(incidentRow);
  const clusters = zoom < LAST_CLUSTERED_ZOOM + 1 ? [{ ...clusterRow(), word: t("picture.cluster") }] : [];
  return { title: `${t("layer.incidents")} · ${timeOf(filters)}`, rows: [...groups, overdueRow(), ...clusters] };
}

function timeOf({ days, since, until }) {
  if (days !== null) return t("filters.days", { n: days });
  return [since, until].map((day) => (day ? formats.day(day) : "")).join("–");
}

function structures({ layers, filters, zoom }) {
  if (!layers.illegal_structures) return null;
  const states = STRUCTURE_STATES.filter(({ key }) => filters.structureStates.includes(key));
  return { title: t("layer.illegal_structures"), rows: states.map(zoom >= FOOTPRINTS_FROM_ZOOM ? structureRow : structureSquareRow) };
}

function services({ layers, serviceKinds, zoom }) {
  if (!layers.service_points) return null;
  const kinds = serviceKinds.filter((kind) => kind === MAIN_SERVICE || zoom >= OTHERS_FROM_ZOOM);
  return { title: t("layer.service_points"), rows: kinds.map(serviceRow) };
}

function division({ layers }) {
  const edge = [["community-edge", 2.4]];
  return {
    title: t("layers.division"),
    rows: [
      (layers.communities || layers.grids) && lineRow([["limit-band", 9], ...edge], t("picture.limit")),
      (layers.communities || layers.grids) && lineRow(edge, t("picture.community_edge")),
      layers.grids && lineRow([["grid-edge", 1.4]], t("picture.grid_edge")),
    ].filter(Boolean),
  };
}

function base({ layers, zoom, hasBase }) {
  if (!hasBase) return null;
  return {
    title: t("layers.base"),
    rows: [
      layers.streets && lineRow([["street-1-edge", 6.5], ["street-1", 5]], t("layer.streets")),
      layers.buildings && zoom >= BUILDINGS_FROM_ZOOM && areaRow("building", "building-edge", t("picture.buildings")),
      areaRow("water", "shore", t("picture.water")),
      ...(layers.land ? landRows() : []),
    ].filter(Boolean),
  };
}
