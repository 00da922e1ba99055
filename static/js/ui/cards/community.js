/** The card of a community. */

import { getJson, urlOf } from "../../fetch.js";
import { page, t } from "../../page.js";
import { el } from "../dom.js";
import { figurePart } from "../figures/card_part.js";
import { selectButton } from "../inspector.js";
import { formats } from "../words.js";
import { onlyHereButton, part, personRow, tiles } from "./parts.js";

export async function communityCard({ id: code }, signal) {
  const community = await getJson(urlOf(page.urls.community, { code }), { signal });
  const { incidents, illegal_structures: structures } = community.counts;
  return {
    kind: t("kind.community"),
    icon: "building-2",
    title: community.name,
    subtitle: el("span", { class: "digits" }, community.code),
    body: [
      figurePart({ communities: community.code }),
      part(t("secretary"), community.secretary ? personRow(community.secretary, null, { isMain: true }) : el("p", { class: "quiet" }, t("secretary.none"))),
      tiles([
        [t("count.open"), formats.number(incidents.open)],
        [t("count.overdue"), formats.number(incidents.overdue), incidents.overdue > 0],
        [t("count.total_90d"), formats.number(incidents.total_90d)],
        [t("count.standing"), formats.number(structures.standing)],
        [t("count.grids"), formats.number(community.grids.length)],
        [t("count.households"), community.households === null ? "–" : formats.number(community.households)],
      ]),
      part(t("grids"), el("ul", { class: "link-list" }, ...community.grids.map((grid) =>
        el("li", {}, selectButton("grid", grid.code, "short-link", el("span", { class: "digits" }, grid.code.slice(-3)), el("span", {}, shortened(grid.name, community.name))))))),
      onlyHereButton({ community: community.code, grid: null }),
    ],
  };
}

function shortened(name, prefix) {
  return name.startsWith(prefix) ? name.slice(prefix.length) || name : name;
}
