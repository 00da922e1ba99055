/** The panel: tabs at the side of a desktop, a sheet from the bottom of a phone. */

import { page, t } from "../page.js";
import { countChanged } from "../view/filters.js";
import { stepOffSheet, stepOntoSheet, view } from "../view/view.js";
import { el, icon } from "./dom.js";
import { tellOfFailure } from "./failure.js";
import { showLayersTab } from "./layers_tab.js";
import { isPhone } from "./layout.js";
import { createLift } from "./lift.js";
import { makeSheet } from "./sheet.js";
import { formats } from "./words.js";

/** Each tab's content but the first's is brought and made when it is first chosen: `show(known)` fills its sheet and answers with what hears of more. */
const TABS = {
  layers: () => showLayersTab,
  filters: async () => (await import("./filters_tab.js")).showFiltersTab,
  figures: async () => (await import("./figures_tab.js")).showFiguresTab,
  share: async () => (await import("./share_tab.js")).showShareTab,
};
const NARROW = "(min-width: 720px) and (max-width: 1023px)";

/**
 * What is known of the town so far; the rest comes later by `show`.
 * @typedef {object} Known
 * @property {{incidents: number, structures: number} | null} counts
 * @property {{grids: object[], communities: object[]}} places
 * @property {object[]} categories
 * @property {string[] | null} serviceKinds
 * @property {object} figures see figures/when_asked.js
 */

/**
 * @param {Pick<Known, "places" | "categories" | "figures">} begin
 * @returns {{close(): void, known(): Known, tell(changes: Partial<Known>): void}}
 */
export function startPanel(begin) {
  const panel = document.getElementById("panel");
  const lift = createLift();
  const hide = () => (panel.classList.remove("is-open"), lift.down());
  const sheet = makeSheet(panel, { onClose: () => (hide(), stepOffSheet()) });
  const known = { counts: null, serviceKinds: null, ...begin };
  const shown = new Map();
  new ResizeObserver(() => panel.classList.contains("is-open") && lift.up()).observe(panel); // as its content comes

  const fill = async (tab) => {
    if (shown.has(tab)) return;
    shown.set(tab, null);
    try {
      shown.set(tab, (await TABS[tab]())(known));
    } catch (error) {
      shown.delete(tab);
      tellOfFailure(error, () => fill(tab));
    }
  };
  const choose = (chosen) => {
    const isAgain = button(chosen).getAttribute("aria-selected") === "true";
    panel.classList.toggle("is-folded", isAgain && !panel.classList.contains("is-folded") && !isPhone());
    markChosen(chosen);
    return fill(chosen);
  };

  panel.querySelector(".panel-head").append(
    el("button", { class: "icon-button panel-close", type: "button", "aria-label": t("close"), onclick: () => sheet.close() }, icon("x")));
  document.getElementById("panel-note").textContent = [
    t("plan_in_force", { number: page.plan.number, day: formats.day(page.plan.effective_from) }),
    page.made_at && t("picture.made", { day: formats.day(page.made_at) }),
  ].filter(Boolean).join(" · ");
  for (const tab of tabsHere()) {
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
  fill("layers");
  showChanged(view.value);
  view.subscribe(showChanged);

  return {
    close: () => isPhone() && sheet.close(),
    known: () => known,
    tell(changes) {
      Object.assign(known, changes);
      for (const tab of shown.values()) tab?.show(known);
    },
  };
}

function markChosen(chosen) {
  for (const tab of tabsHere()) {
    button(tab).setAttribute("aria-selected", String(tab === chosen));
    button(tab).tabIndex = tab === chosen ? 0 : -1;
    document.getElementById(`sheet-${tab}`).hidden = tab !== chosen;
  }
}

function moveBetweenTabs(event, choose) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const tabs = tabsHere();
  const now = tabs.findIndex((tab) => button(tab).getAttribute("aria-selected") === "true");
  const next = tabs[(now + step + tabs.length) % tabs.length];
  choose(next);
  button(next).focus();
}

/** How many filters differ from the first view, on the tab and on the dock. */
function showChanged({ filters }) {
  const changed = countChanged(filters);
  for (const count of document.querySelectorAll("#tab-filters .count, #dock-filters .count")) {
    count.textContent = formats.number(changed);
    count.hidden = changed === 0;
  }
}

/** A map in one file has not all of them. */
function tabsHere() {
  return Object.keys(TABS).filter(button);
}

function button(tab) {
  return document.getElementById(`tab-${tab}`);
}
