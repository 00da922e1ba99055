/** What went wrong, in a sentence, with a way to try again. */

import { t } from "../page.js";
import { el, icon } from "./dom.js";
import { failureSentence } from "./words.js";

/** A notice over the map; it goes when the retry is pressed. */
export function tellOfFailure(error, retry) {
  console.error(error);
  const notice = el("div", { class: "notice" },
    icon(error.reason === "offline" ? "wifi-off" : "circle-alert"),
    el("p", {}, failureSentence(error)),
    el("button", { class: "button", type: "button", onclick: () => (notice.remove(), retry()) }, t("retry")),
  );
  document.getElementById("notices").replaceChildren(notice);
}

/** A notice that goes by itself. */
export function tell(sentence, iconName = "circle-alert") {
  const notice = el("div", { class: "notice" }, icon(iconName), el("p", {}, sentence));
  document.getElementById("notices").replaceChildren(notice);
  setTimeout(() => notice.remove(), 6000);
}

/** The same inside a card; what is not there or not allowed need not be tried again. */
export function failureNote(error, retry) {
  const mayHelp = error.reason !== "missing" && error.reason !== "refused";
  return el("div", { class: "state-note" },
    el("p", {}, failureSentence(error)),
    mayHelp && el("button", { class: "button", type: "button", onclick: retry }, icon("rotate-cw"), t("retry")),
  );
}
