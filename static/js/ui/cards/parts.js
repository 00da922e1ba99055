/** Pieces that several cards share. */

import { t } from "../../page.js";
import { INCIDENT_GROUPS, groupOf } from "../../items/states.js";
import { view } from "../../view/view.js";
import { el, icon } from "../dom.js";
import { selectButton } from "../inspector.js";
import { incidentSwatch } from "../legend.js";
import { formats, statusWord } from "../words.js";

/** A titled part of a card. */
export function part(title, ...content) {
  return el("section", { class: "part" }, el("h3", { class: "part-title" }, title), ...content);
}

/** Facts as aligned rows; those without a value are left out. */
export function facts(rows) {
  const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (!known.length) return null;
  return el("dl", { class: "facts" }, ...known.flatMap(([word, value]) => [el("dt", {}, word), el("dd", {}, value)]));
}

/** Figures as a row of tiles. */
export function tiles(figures) {
  return el("ul", { class: "tiles" }, ...figures.map(([word, value, isAlarming]) =>
    el("li", { class: isAlarming ? "tile is-alarming" : "tile" }, el("span", { class: "tile-value" }, value), el("span", { class: "tile-word" }, word))));
}

/** A person with a call button. */
export function personRow({ name, phone }, note, { isMain = false } = {}) {
  return el("div", { class: isMain ? "person is-main" : "person" },
    el("span", { class: "person-text" }, el("span", { class: "person-name" }, name), note && el("span", { class: "person-note" }, note)),
    phone && el("a", { class: isMain ? "button is-primary" : "icon-button", href: `tel:${phone.replace(/[^\d+]/g, "")}`, "aria-label": t("call", { name, phone }) },
      icon("phone"), isMain && el("span", { class: "digits" }, phone)));
}

/** The grid and the community an item belongs to, and who is responsible. */
export function ownerPart({ grid, community, leader }) {
  if (!grid) return part(t("belongs_to"), el("p", { class: "quiet" }, t("belongs_to_none")));
  return part(t("belongs_to"),
    selectButton("grid", grid.code, "link-row", icon("waypoints"), el("span", {}, grid.name, el("span", { class: "digits quiet" }, grid.code)), icon("chevron-right")),
    community && selectButton("community", community.code, "link-row", icon("building-2"), el("span", {}, community.name), icon("chevron-right")),
    leader && personRow(leader, t("grid_leader")));
}

/** The state of an incident with its symbol. */
export function statusTag(status, isOverdue) {
  const group = INCIDENT_GROUPS[groupOf(status)];
  return el("span", { class: "tags" },
    el("span", { class: "tag" }, incidentSwatch(group), statusWord(status)),
    isOverdue && el("span", { class: "tag is-alarming" }, icon("clock-alert"), t("overdue")));
}

/** A list of incidents, each a button to its card. */
export function incidentList(incidents, emptySentence) {
  if (!incidents.length) return el("p", { class: "quiet" }, emptySentence);
  return el("ul", { class: "item-list" }, ...incidents.map((incident) =>
    el("li", {}, selectButton("incident", incident.id, "item-row",
      incidentSwatch(INCIDENT_GROUPS[groupOf(incident.status)]),
      el("span", { class: "item-text" },
        el("span", { class: "item-title" }, incident.category.name ?? incident.category),
        el("span", { class: "item-note" }, incident.text)),
      whenDue(incident)))));
}

/** When an incident that is still open must be settled. */
function whenDue({ status, due_at, overdue }) {
  if (overdue) return el("span", { class: "item-when is-alarming" }, t("overdue"));
  if (!due_at || !INCIDENT_GROUPS[groupOf(status)].isOpen) return null;
  return el("span", { class: "item-when" }, t("due", { when: formats.near(due_at) }));
}

/** Narrow the map to a place. */
export function onlyHereButton(place) {
  return el("button", { class: "button is-wide", type: "button", onclick: () => view.update({ filters: { ...view.value.filters, ...place } }) },
    icon("funnel"), t(place.grid ? "only_this_grid" : "only_this_community"));
}
