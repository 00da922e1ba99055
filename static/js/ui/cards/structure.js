/** The card of an illegal structure. */

import { getJson, urlOf } from "../../fetch.js";
import { moment, page, t } from "../../page.js";
import { STRUCTURE_STATES } from "../../items/states.js";
import { el } from "../dom.js";
import { structureSwatch } from "../legend.js";
import { formats, sourceWord, structureWord } from "../words.js";
import { eventsPart } from "./events.js";
import { facts, ownerPart } from "./parts.js";
import { whyPart } from "./why.js";

const CLOCK_OF = { found: "stop_due_at", verified: "stop_due_at", stop_order: "penalty_due_at", penalty: "demolish_due_at" };

export async function structureCard({ id }, signal) {
  const { properties: structure, geometry } = await getJson(urlOf(page.urls.illegal_structure, { id }), { signal });
  const state = STRUCTURE_STATES.find(({ key }) => key === structure.state);
  const clock = CLOCK_OF[structure.state];
  const isLate = Boolean(clock && structure[clock] && Date.parse(structure[clock]) < moment());
  return {
    kind: t("kind.illegal_structure"),
    icon: "house",
    title: structure.address || t("kind.illegal_structure"),
    subtitle: el("span", { class: "tags" },
      el("span", { class: "tag" }, state && structureSwatch(state), structureWord(structure.state)),
      isLate && el("span", { class: "tag is-alarming" }, t("overdue"))),
    geometry,
    body: [
      structure.text && el("p", { class: "lead" }, structure.text),
      facts([
        [t("structure.area"), structure.area_m2 && formats.area(structure.area_m2)],
        [t("structure.floors"), structure.floors && formats.number(structure.floors)],
        [t("structure.found_how"), structure.found_how],
        [t("structure.found_at"), structure.found_at && formats.day(structure.found_at)],
        [t("structure.stop_due_at"), structure.stop_due_at && formats.moment(structure.stop_due_at)],
        [t("structure.penalty_due_at"), structure.penalty_due_at && formats.moment(structure.penalty_due_at)],
        [t("structure.demolish_due_at"), structure.demolish_due_at && formats.moment(structure.demolish_due_at)],
        [t("structure.ended_at"), structure.ended_at && formats.moment(structure.ended_at)],
        [t("source"), structure.source && sourceWord(structure.source)],
      ]),
      ownerPart(structure),
      whyPart(structure.assignment),
      eventsPart(structure.events),
    ],
  };
}
