/** Cards that are lists: items without a grid, and items that lie on one another. */

import { getJson, urlOf } from "../../fetch.js";
import { page, t } from "../../page.js";
import { el, icon } from "../dom.js";
import { selectButton } from "../inspector.js";
import { unassignedItems } from "../unassigned.js";
import { formats, serviceWord, structureWord } from "../words.js";
import { incidentList, part } from "./parts.js";

/** Every item that no grid owns: outside the town, or without a position. */
export async function unassignedCard(_, signal) {
  const queues = await unassignedItems({ signal });
  const total = queues.reduce((sum, { features }) => sum + features.length, 0);
  return {
    kind: t("kind.unassigned"),
    icon: "inbox",
    title: t("unassigned.title", { n: formats.number(total) }),
    body: [
      el("p", { class: "quiet" }, t(total ? "unassigned.note" : "unassigned.none")),
      ...queues.map(({ kind, features }) => queuePart(kind, features)),
    ],
  };
}

/** Incidents at one spot. */
export async function severalCard({ id: ids }, signal) {
  const features = await Promise.all(ids.split(",").map((id) => getJson(urlOf(page.urls.incident, { id }), { signal })));
  return {
    kind: t("kind.incident"),
    icon: "list",
    title: t("several.title", { n: formats.number(features.length) }),
    body: [incidentList(features.map(rowOf), "")],
  };
}

function queuePart(kind, features) {
  if (!features.length) return null;
  const title = `${t(`kind.${kind}`)} (${formats.number(features.length)})`;
  if (kind === "incident") return part(title, incidentList(features.map(rowOf), ""));
  return part(title, ...features.map(({ id, properties }) =>
    selectButton(kind, id, "link-row", icon(kind === "service_point" ? "map-pin" : "house"),
      el("span", {}, properties.name ?? properties.address ?? properties.text,
        el("span", { class: "quiet" }, kind === "service_point" ? serviceWord(properties.kind) : structureWord(properties.state))),
      icon("chevron-right"))));
}

function rowOf({ id, properties }) {
  return { id, ...properties };
}
