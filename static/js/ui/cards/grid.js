/** The card of a grid. */

import { getJson, urlOf } from "../../fetch.js";
import { page, t } from "../../page.js";
import { el, icon } from "../dom.js";
import { figurePart } from "../figures/card_part.js";
import { selectButton } from "../inspector.js";
import { formats } from "../words.js";
import { incidentList, onlyHereButton, part, personRow, tiles } from "./parts.js";

export async function gridCard({ id: code }, signal) {
  const grid = await getJson(urlOf(page.urls.grid, { code }), { signal });
  const { incidents, illegal_structures: structures, service_points: points } = grid.counts;
  return {
    kind: t(grid.kind === "dedicated" ? "kind.grid_dedicated" : "kind.grid"),
    icon: "waypoints",
    title: grid.name,
    subtitle: el("span", { class: "digits" }, grid.code),
    body: [
      figurePart({ grids: grid.code, communities: grid.community.code }),
      leaderPart(grid),
      tiles([
        [t("count.open"), formats.number(incidents.open)],
        [t("count.overdue"), formats.number(incidents.overdue), incidents.overdue > 0],
        [t("count.total_90d"), formats.number(incidents.total_90d)],
        [t("count.standing"), formats.number(structures.standing)],
        [t("count.households"), grid.households === null ? "–" : formats.number(grid.households)],
        [t("count.area"), formats.area(grid.area_m2)],
      ]),
      part(t("open_incidents"), incidentList(grid.open_incidents, t("open_incidents.none"))),
      microPart(grid.micro_grid_leaders),
      part(t("where"),
        selectButton("community", grid.community.code, "link-row", icon("building-2"), el("span", {}, grid.community.name), icon("chevron-right")),
        el("p", { class: "quiet" }, t("plan_number", { number: grid.plan.number }), " · ", t("count.service_points_n", { n: formats.number(points) }))),
      page.urls.grid_sheet && el("a", { class: "button is-wide", href: urlOf(page.urls.grid_sheet, { code: grid.code }), target: "_blank" }, icon("printer"), t("sheet")),
      onlyHereButton({ community: grid.community.code, grid: grid.code }),
    ],
  };
}

function leaderPart({ leader }) {
  if (!leader) return part(t("grid_leader"), el("p", { class: "quiet" }, t("grid_leader.none")));
  return part(t("grid_leader"), personRow(leader, null, { isMain: true }), leader.deputy && personRow(leader.deputy, t("deputy")));
}

function microPart(leaders) {
  if (!leaders?.length) return null;
  return part(t("micro_grid_leaders"), ...leaders.map((leader) => personRow(leader, leader.keeps)));
}
