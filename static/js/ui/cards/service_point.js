/** The card of a service point. */

import { getJson, urlOf } from "../../fetch.js";
import { page, t } from "../../page.js";
import { serviceIcon } from "../../items/icons.js";
import { el, icon } from "../dom.js";
import { serviceWord } from "../words.js";
import { facts, ownerPart } from "./parts.js";
import { whyPart } from "./why.js";

export async function servicePointCard({ id }, signal) {
  const { properties: point, geometry } = await getJson(urlOf(page.urls.service_point, { id }), { signal });
  return {
    kind: serviceWord(point.kind),
    icon: serviceIcon(point.kind),
    title: point.name,
    geometry,
    body: [
      facts([[t("address"), point.address], [t("hours"), point.hours]]),
      point.phone && el("a", { class: "button is-primary is-wide", href: `tel:${point.phone.replace(/[^\d+]/g, "")}` }, icon("phone"), el("span", { class: "digits" }, point.phone)),
      ownerPart(point),
      whyPart(point.assignment),
    ],
  };
}
