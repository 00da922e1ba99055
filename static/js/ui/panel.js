/** The panel: two tabs at the side of a desktop, a sheet from the bottom of a phone. */

import { page, t } from "../page.js";
import { el, icon } from "./dom.js";
import { isPhone } from "./layout.js";
import { makeSheet } from "./sheet.js";
import { formats } from "./words.js";

const TABS = ["layers", "filters"];

export function startPanel() {
  const panel = document.getElementById("panel");
  const sheet = makeSheet(panel, { onClose: () => panel.classList.remove("is-open") });
  panel.querySelector(".panel-head").append(
    el("button", { class: "icon-button panel-close", type: "button", "aria-label": t("close"), onclick: () => sheet.close() }, icon("x")));
  document.getElementById("panel-note").textContent = page.plan
    ? t("plan_in_force", { number: page.plan.number, day: formats.day(page.plan.effective_from) })
    : t("no_plan");
  for (const tab of TABS) {
    button(tab).addEventListener("click", () => choose(tab));
    document.getElementById(`dock-${tab}`).addEventListener("click", () => {
      choose(tab);
      panel.classList.add("is-open");
      sheet.open();
    });
  }
  panel.querySelector(".tabs").addEventListener("keydown", moveBetweenTabs);
  return { close: () => isPhone() && sheet.close() };
}

function choose(chosen) {
  for (const tab of TABS) {
    button(tab).setAttribute("aria-selected", String(tab === chosen));
    button(tab).tabIndex = tab === chosen ? 0 : -1;
    document.getElementById(`sheet-${tab}`).hidden = tab !== chosen;
  }
}

function moveBetweenTabs(event) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const chosen = TABS.find((tab) => button(tab).getAttribute("aria-selected") === "false");
  choose(chosen);
  button(chosen).focus();
}

function button(tab) {
  return document.getElementById(`tab-${tab}`);
}
