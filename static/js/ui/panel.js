/** The panel: two tabs at the side of a desktop, a sheet from the bottom of a phone. */

import { page, t } from "../page.js";
import { countChanged } from "../view/filters.js";
import { stepOffSheet, stepOntoSheet, view } from "../view/view.js";
import { el, icon } from "./dom.js";
import { showLayersTab } from "./layers_tab.js";
import { isPhone } from "./layout.js";
import { makeSheet } from "./sheet.js";
import { formats } from "./words.js";

const TABS = ["layers", "filters"];
const NARROW = "(min-width: 720px) and (max-width: 1023px)";

export function startPanel() {
  const panel = document.getElementById("panel");
  const hide = () => panel.classList.remove("is-open");
  const sheet = makeSheet(panel, { onClose: () => (hide(), stepOffSheet()) });
  const known = { counts: null, places: null, categories: null };
  let filtersTab = null;
  const layersTab = showLayersTab();

  const choose = async (chosen) => {
    const isAgain = button(chosen).getAttribute("aria-selected") === "true";
    panel.classList.toggle("is-folded", isAgain && !panel.classList.contains("is-folded") && !isPhone());
    markChosen(chosen);
    if (chosen !== "filters" || filtersTab) return;
    const { showFiltersTab } = await import("./filters_tab.js");
    filtersTab ??= showFiltersTab(known);
  };
  const tellTab = (key, value) => {
    known[key] = value;
    filtersTab?.show(known);
  };

  panel.querySelector(".panel-head").append(
    el("button", { class: "icon-button panel-close", type: "button", "aria-label": t("close"), onclick: () => sheet.close() }, icon("x")));
  document.getElementById("panel-note").textContent = t("plan_in_force", { number: page.plan.number, day: formats.day(page.plan.effective_from) });
  for (const tab of TABS) {
    button(tab).addEventListener("click", () => choose(tab));
    document.getElementById(`dock-${tab}`).addEventListener("click", () => {
      choose(tab);
      if (!panel.classList.contains("is-open")) stepOntoSheet(hide);
      panel.classList.add("is-open");
      sheet.open();
    });
  }
  panel.querySelector(".tabs").addEventListener("keydown", (event) => moveBetweenTabs(event, choose));
  panel.classList.toggle("is-folded", window.matchMedia(NARROW).matches);
  showChanged(view.value);
  view.subscribe(showChanged);

  return {
    close: () => isPhone() && sheet.close(),
    showServiceKinds: layersTab.showServiceKinds,
    showCounts: (counts) => tellTab("counts", counts),
    showPlaces: (places) => tellTab("places", places),
    showCategories: (categories) => tellTab("categories", categories),
  };
}

function markChosen(chosen) {
  for (const tab of TABS) {
    button(tab).setAttribute("aria-selected", String(tab === chosen));
    button(tab).tabIndex = tab === chosen ? 0 : -1;
    document.getElementById(`sheet-${tab}`).hidden = tab !== chosen;
  }
}

function moveBetweenTabs(event, choose) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const chosen = TABS.find((tab) => button(tab).getAttribute("aria-selected") === "false");
  choose(chosen);
  button(chosen).focus();
}

/** How many filters differ from the first view, on the tab and on the dock. */
function showChanged({ filters }) {
  const changed = countChanged(filters);
  for (const count of document.querySelectorAll("#filters-count, #dock-filters .count")) {
    count.textContent = formats.number(changed);
    count.hidden = changed === 0;
  }
}

function button(tab) {
  return document.getElementById(`tab-${tab}`);
}
