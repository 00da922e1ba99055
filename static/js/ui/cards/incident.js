/** The card of an incident. */

import { getJson, urlOf } from "../../fetch.js";
import { page, t } from "../../page.js";
import { el } from "../dom.js";
import { formats, sourceWord } from "../words.js";
import { eventsPart } from "./events.js";
import { facts, ownerPart, statusTag } from "./parts.js";
import { whyPart } from "./why.js";

/** @param {{categories: ReturnType<import("../../items/categories.js").createCategories>}} facts */
export async function incidentCard({ id }, signal, { categories }) {
  const { properties: incident, geometry } = await getJson(urlOf(page.urls.incident, { id }), { signal });
  const { code, name } = incident.category;
  const upper = categories.upperOf(code);
  return {
    kind: upper ? `${t("kind.incident")} · ${upper.label}` : t("kind.incident"),
    icon: categories.iconOf(code),
    title: name,
    subtitle: statusTag(incident.status, incident.overdue),
    geometry,
    body: [
      el("p", { class: "lead" }, incident.text),
      facts([
        [t("address"), incident.address],
        [t("reported_at"), momentOf(incident.reported_at)],
        [t("due_at"), momentOf(incident.due_at)],
        [t("settled_at"), incident.settled_at && `${formats.moment(incident.settled_at)}${incident.settled_on_the_spot ? ` · ${t("on_the_spot")}` : ""}`],
        [t("closed_at"), momentOf(incident.closed_at)],
        [t("department"), incident.department?.name],
        [t("source"), incident.source && sourceWord(incident.source)],
      ]),
      ownerPart(incident),
      whyPart(incident.assignment),
      eventsPart(incident.events),
    ],
  };
}

function momentOf(value) {
  return value && formats.moment(value);
}
