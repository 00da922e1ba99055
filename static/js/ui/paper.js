/** The map on paper: what the browser's own printing (Ctrl-P) puts on one sheet of A4. */

import { shownLayers } from "../figures/state.js";
import { page, t } from "../page.js";
import { view } from "../view/view.js";
import { el } from "./dom.js";
import { incidentLegend, serviceLegend, structureLegend } from "./legend.js";
import { formats } from "./words.js";

const SHEET_PX = { wide: [1047, 718], tall: [718, 1047] }; // A4 within margins of 10 mm, at 96 px an inch
const AROUND_MAP_PX = { wide: 176, tall: 72 }; // title above; on a wide sheet the legend below
const CARD_PX = 300; // beside the map on a wide sheet, below it on a tall one

/** @param {() => {serviceKinds: string[] | null}} known */
export function startPaper(known) {
  const sheet = el("section", { class: "paper", id: "paper" });
  document.body.append(sheet);
  window.addEventListener("beforeprint", () => layOut(sheet, known()));
}

function layOut(sheet, { serviceKinds }) {
  const { innerWidth: width, innerHeight: height } = window;
  const shape = width >= height ? "wide" : "tall";
  const card = document.querySelector("#inspector:not([hidden])");
  const [sheetWidth, sheetHeight] = SHEET_PX[shape];
  const room = shape === "wide"
    ? [sheetWidth - (card ? CARD_PX : 0), sheetHeight - AROUND_MAP_PX[shape]]
    : [sheetWidth - 216, sheetHeight - AROUND_MAP_PX[shape] - (card ? CARD_PX : 0)];
  const scale = Math.min(room[0] / width, room[1] / height);
  const root = document.documentElement;
  root.dataset.paper = card ? `${shape} card` : shape;
  const lengths = { "map-width": width, "map-height": height, width: width * scale, height: height * scale };
  root.style.setProperty("--paper-scale", scale);
  for (const [name, value] of Object.entries(lengths)) root.style.setProperty(`--paper-${name}`, `${value}px`);
  sheet.replaceChildren(
    el("h1", { class: "paper-title" }, t("paper.title", { town: page.town.name })),
    el("p", { class: "paper-note" }, notes().join(" · ")),
    el("div", { class: "paper-legends" }, ...legends(shownLayers(view.value), serviceKinds)));
}

function notes() {
  return [
    t("plan_in_force", { number: page.plan.number, day: formats.day(page.plan.effective_from) }),
    t("paper.printed", { day: formats.day(formats.isoDay(Date.now())) }),
    ...(page.town.is_sample ? [t("paper.sample")] : []),
  ];
}

function legends(layers, serviceKinds) {
  return [
    layers.incidents && incidentLegend(),
    layers.illegal_structures && structureLegend(),
    layers.service_points && serviceKinds && serviceLegend(serviceKinds),
  ];
}
