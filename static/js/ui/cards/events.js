/** What happened to an item, step by step, the latest first. */

import { hasText, t } from "../../page.js";
import { el } from "../dom.js";
import { formats } from "../words.js";
import { part } from "./parts.js";

export function eventsPart(events) {
  if (!events?.length) return null;
  return part(t("events"), el("ol", { class: "events" }, ...[...events].reverse().map((event) =>
    el("li", { class: "event" },
      el("span", { class: "event-kind" }, wordOf(event.kind), event.department && el("span", { class: "quiet" }, event.department.name)),
      el("time", { class: "event-when digits", datetime: event.at }, formats.moment(event.at)),
      event.actor && el("span", { class: "event-actor" }, event.actor),
      event.note && el("p", { class: "event-note" }, event.note)))));
}

function wordOf(kind) {
  for (const key of [`event.${kind}`, `status.${kind}`]) if (hasText(key)) return t(key);
  return kind;
}
