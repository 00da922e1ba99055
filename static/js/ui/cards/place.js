/** Cards of mere places: a search result, typed coordinates, where I am. */

import { getJson, urlOf } from "../../fetch.js";
import { showBox } from "../../map/leaflet.js";
import { page, t } from "../../page.js";
import { el, icon } from "../dom.js";
import { coveredEdges } from "../layout.js";
import { formats } from "../words.js";
import { ownerPart } from "./parts.js";
import { whyPart } from "./why.js";

export async function placeCard({ id, name }, signal) {
  const [lon, lat] = id.split(",").map(Number);
  const found = await locate({ lon, lat }, signal);
  const coordinates = `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
  return {
    kind: t("kind.place"),
    icon: "map-pin",
    title: name ?? coordinates,
    subtitle: name ? el("span", { class: "digits" }, coordinates) : null,
    body: found.grid ? ownerParts(found) : outsideParts(found, [el("p", {}, t("place.outside"))]),
  };
}

/** @param {{me: {position: {lon: number, lat: number, accuracy_m: number} | null}}} facts */
export async function myPositionCard(_, signal, { me }) {
  const { position } = me;
  if (!position) return { kind: t("kind.me"), icon: "locate", title: t("me.off"), body: [] };
  const found = await locate(position, signal);
  return {
    kind: t("kind.me"),
    icon: "locate-fixed",
    title: whereIAm(found),
    subtitle: t("me.accuracy", { distance: formats.distance(position.accuracy_m) }),
    body: found.grid ? ownerParts({ ...found, accuracy_m: position.accuracy_m }) : outsideParts(found),
    geometry: found.grid && { type: "Point", coordinates: [position.lon, position.lat] },
    outlined: found.grid && { kind: "grid", id: found.grid.code },
  };
}

function locate({ lon, lat, accuracy_m }, signal) {
  const values = { lon: lon.toFixed(7), lat: lat.toFixed(7), accuracy: accuracy_m ? Math.round(accuracy_m) : null };
  return getJson(urlOf(page.urls.locate, values), { signal });
}

function whereIAm({ grid, rule, edge_distance_m }) {
  if (!grid) return t("me.outside");
  if (rule === "near") return t("me.near", { grid: grid.name, distance: formats.distance(edge_distance_m) });
  return t("me.inside", { grid: grid.name });
}

function ownerParts(found) {
  const { grid, community } = found;
  const leader = grid.leader ? { name: grid.leader, phone: grid.leader_phone } : null;
  return [ownerPart({ grid, community, leader }), whyPart({ ...found, plan: { number: found.plan_number }, datum: "WGS-84" })];
}

/** A place is no item: nothing waits in a queue because it lies outside. */
function outsideParts({ runner_up: nearest, edge_distance_m }, lead = []) {
  const backToTown = () => showBox(page.bounds, { clear: coveredEdges() });
  return [
    ...lead,
    nearest && el("p", {}, t("nearest", { grid: nearest.name, distance: formats.distance(edge_distance_m) })),
    el("button", { class: "button is-wide", type: "button", onclick: backToTown }, icon("map-pin"), t("back_to_town")),
  ];
}
