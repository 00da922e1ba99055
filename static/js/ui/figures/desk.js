/** Keeps what the map shows of figures up to the view: asks the scene, fetches what it lacks, and tells the rest of the page. */

import { urlOf } from "../../fetch.js";
import { moment, page } from "../../page.js";
import { isShown } from "../../figures/state.js";
import { view } from "../../view/view.js";
import { el } from "../dom.js";
import { tellOfFailure } from "../failure.js";
import { neededIncidents } from "../items.js";
import { formats } from "../words.js";
import { showKey } from "./key.js";
import { classList } from "./legend.js";
import { serviceOf, shown } from "./shown.js";
import { showTimeBar } from "./time_bar.js";
import { showTip } from "./tip.js";
import { titleOf } from "./wording.js";

const FROM_SERVER = ["rate", "standing", "distance"];

/** @param {{scene: {call: Function}, repaint: () => void}} map */
export function createDesk({ scene, repaint }) {
  let isAsking = false;
  let isAgain = false;
  let learning = null; // the address that is being fetched

  /** One question at a time; whatever changes meanwhile is asked once more at the end. */
  async function refresh() {
    isAgain = true;
    if (isAsking) return;
    isAsking = true;
    while (isAgain) {
      isAgain = false;
      const asked = wantedNow();
      const found = await scene.call("showFigures", asked);
      if (asked.figures !== view.value.figures) isAgain = true;
      else shown.update({ found });
      repaint();
    }
    isAsking = false;
  }

  /** Fetch what only the server knows; the address of what was fetched last is kept by the scene. */
  async function learn(figures) {
    const url = factsUrl(figures);
    if (!FROM_SERVER.includes(figures.measure) || learning === url) return;
    learning = url;
    try {
      await scene.call("learnFigures", url);
    } catch (error) {
      if (learning !== url) return; // something else is asked for by now
      learning = null;
      tellOfFailure(error, () => learn(view.value.figures));
    }
    await refresh();
  }

  view.subscribe((now, before) => {
    if (now.figures === before.figures && now.filters === before.filters) return;
    if (needsOther(now.figures, before.figures)) shown.update({ found: null });
    learn(now.figures);
  });
  learn(view.value.figures);
  refresh();
  showKey();
  showTimeBar();
  showTip(scene);
  window.addEventListener("beforeprint", addToPaper);
  return { refresh };
}

/** The browser's own printing: the legend comes first on the sheet. */
function addToPaper() {
  const choropleth = shown.value.found?.choropleth;
  if (!choropleth || !view.value.figures.measure) return;
  document.querySelector(".paper-legends")?.prepend(el("div", {}, el("b", {}, titleOf(view.value.figures)), classList(choropleth)));
}

/** What is asked of the scene. */
function wantedNow() {
  const { figures, filters } = view.value;
  const now = moment();
  return { figures, filters, incidentsUrl: neededIncidents(view.value), factsUrl: factsUrl(figures), now, today: formats.isoDay(now) };
}

function factsUrl(figures) {
  return urlOf(page.urls.figures, { service: figures.measure === "distance" ? serviceOf(figures) : null });
}

/** Whether what is on the map stands for something else than what is asked for now. */
function needsOther(now, before) {
  return isShown(now) && ["measure", "level", "service"].some((key) => now[key] !== before[key]);
}
