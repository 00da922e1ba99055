/** The card of a mere place: a search result, typed coordinates, or where I am. */

import { getJson, urlOf } from "../../fetch.js";
import { page, t } from "../../page.js";
import { el } from "../dom.js";
import { ownerPart } from "./parts.js";
import { whyPart } from "./why.js";

const names = new Map();

/** Remember what a place is called; its id in the address is only where it lies. */
export function placeId(lon, lat, name) {
  const id = `${lon.toFixed(6)},${lat.toFixed(6)}`;
  if (name) names.set(id, name);
  return id;
}

/** @returns {[number, number]} lon, lat */
export function whereIs(id) {
  return id.split(",").map(Number);
}

export async function placeCard(id, signal) {
  const [lon, lat] = whereIs(id);
  const found = await locate({ lon, lat, accuracy: null }, signal);
  const coordinates = `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
  return {
    kind: t("kind.place"),
    icon: "map-pin",
    title: names.get(id) ?? coordinates,
    subtitle: names.has(id) ? el("span", { class: "digits" }, coordinates) : null,
    body: foundParts(found),
  };
}

/** Which grid a position lies in. */
export function locate({ lon, lat, accuracy }, signal) {
  const values = { lon: lon.toFixed(7), lat: lat.toFixed(7), accuracy: accuracy ? Math.round(accuracy) : null };
  return getJson(urlOf(page.urls.locate, values), { signal });
}

/** The parts of a card for an answer of `locate`. */
export function foundParts(found) {
  return [
    ownerPart({ grid: found.grid, community: found.community, leader: leaderOf(found.grid) }),
    whyPart({ ...found, plan: { number: found.plan_number }, datum: "WGS-84" }),
  ];
}

function leaderOf(grid) {
  return grid?.leader ? { name: grid.leader, phone: grid.leader_phone } : null;
}
