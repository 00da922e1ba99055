/**
 * The view in the address: #zoom/lat/lon?layers=…&days=…&sel=grid:433…  Touches no DOM.
 *
 * Only what differs from the first view is written, so a fresh map has a short address.
 */

import { readFigures, writeFigures } from "../figures/state.js";
import { DEFAULT_BASE_MAP } from "./base_map.js";
import { DEFAULT_FILTERS } from "./filters.js";

/** Layers in the order of the panel; each is on in the first view. */
export const LAYERS = [
  "incidents", "illegal_structures", "service_points", "grids", "communities", "labels", "land", "streets", "buildings",
];

const LISTS = { state: "groups", cat: "categories", built: "structureStates" };
const WORDS = { since: "since", until: "until", community: "community", grid: "grid" };
const SELECTED_KINDS = ["grid", "community", "incident", "illegal_structure", "service_point", "place", "several", "unassigned"];
export const PRESET_DAYS = [7, 30, 90];

/**
 * @typedef {object} View
 * @property {{zoom: number, lat: number, lon: number} | null} camera
 * @property {Record<string, boolean>} layers
 * @property {import("./base_map.js").BaseMap} base
 * @property {import("./filters.js").Filters} filters
 * @property {{kind: string, id: string} | null} selection
 * @property {import("../figures/state.js").Figures} figures
 */

/** @param {View} view */
export function encodeView({ camera, layers, base, filters, selection, figures }) {
  const query = new URLSearchParams();
  const off = LAYERS.filter((layer) => !layers[layer]);
  if (off.length) query.set("off", off.join(","));
  if (base.key !== DEFAULT_BASE_MAP.key) query.set("base", base.key);
  if (base.opacity !== DEFAULT_BASE_MAP.opacity) query.set("opacity", Math.round(100 * base.opacity));
  if (filters.days !== DEFAULT_FILTERS.days && filters.days !== null) query.set("days", filters.days);
  for (const [name, key] of Object.entries(WORDS)) if (filters[key]) query.set(name, filters[key]);
  if (filters.onlyOverdue) query.set("overdue", "1");
  for (const [name, key] of Object.entries(LISTS)) {
    if (!areEqual(filters[key], DEFAULT_FILTERS[key])) query.set(name, filters[key].join(","));
  }
  writeFigures(query, figures);
  if (SELECTED_KINDS.includes(selection?.kind)) query.set("sel", `${selection.kind}:${selection.id}`);
  const place = camera ? `${round(camera.zoom, 2)}/${camera.lat.toFixed(5)}/${camera.lon.toFixed(5)}` : "";
  const rest = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `#${place}${rest ? `?${rest}` : ""}`;
}

/**
 * Read an address; whatever makes no sense in it counts as absent.
 * @returns {View}
 */
export function decodeView(hash) {
  const [place, rest = ""] = hash.replace(/^#/, "").split("?");
  const query = new URLSearchParams(rest);
  const off = new Set(listIn(query, "off") ?? []);
  const since = dayIn(query, "since");
  const until = dayIn(query, "until");
  const filters = { ...DEFAULT_FILTERS, since, until, days: since || until ? null : daysIn(query) };
  for (const name of ["community", "grid"]) filters[name] = codeIn(query, name);
  filters.onlyOverdue = query.get("overdue") === "1";
  for (const [name, key] of Object.entries(LISTS)) filters[key] = listIn(query, name) ?? DEFAULT_FILTERS[key];
  return {
    camera: cameraIn(place),
    layers: Object.fromEntries(LAYERS.map((layer) => [layer, !off.has(layer)])),
    base: baseIn(query),
    filters,
    selection: selectionIn(query.get("sel")),
    figures: readFigures(query),
  };
}

function cameraIn(place) {
  const [zoom, lat, lon] = place.split("/").map(Number);
  const isPlace = place.split("/").length === 3 && [zoom, lat, lon].every(Number.isFinite);
  return isPlace && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

function baseIn(query) {
  const percent = query.get("opacity") ?? "";
  return {
    key: codeIn(query, "base") ?? DEFAULT_BASE_MAP.key,
    opacity: /^(\d{1,2}|100)$/.test(percent) ? Number(percent) / 100 : DEFAULT_BASE_MAP.opacity,
  };
}

function selectionIn(text) {
  const [, kind, id] = text?.match(/^(\w+):(.{1,200})$/) ?? [];
  return SELECTED_KINDS.includes(kind) ? { kind, id } : null;
}

function daysIn(query) {
  const days = Number(query.get("days"));
  return PRESET_DAYS.includes(days) ? days : DEFAULT_FILTERS.days;
}

function dayIn(query, name) {
  const day = query.get(name);
  return /^\d{4}-\d\d-\d\d$/.test(day ?? "") && !Number.isNaN(Date.parse(day)) ? day : null;
}

function codeIn(query, name) {
  const code = query.get(name);
  return /^[\w-]{1,40}$/.test(code ?? "") ? code : null;
}

function listIn(query, name) {
  if (!query.has(name)) return null;
  return query.get(name).split(",").filter((word) => /^[\w-]{1,40}$/.test(word));
}

function areEqual(a, b) {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function round(value, places) {
  return Number(value.toFixed(places));
}
