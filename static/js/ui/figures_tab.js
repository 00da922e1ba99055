/** Figures on the map: what areas are coloured by, in which classes, and their legend. */

import { t } from "../page.js";
import { el } from "./dom.js";
import { failureNote } from "./failure.js";

/** @param {import("./panel.js").Known} known */
export function showFiguresTab(known) {
  const sheet = document.getElementById("sheet-figures");
  let groups = [];
  const begin = async () => {
    sheet.replaceChildren(el("p", { class: "state-note" }, t("loading")));
    try {
      const [{ figureGroups }] = await Promise.all([import("./figures/groups.js"), known.figures.bring()]);
      groups = figureGroups();
      sheet.replaceChildren(...groups.map(({ key, element }) =>
        el("section", { class: "group" }, el("h2", { class: "group-title" }, t(`figures.${key}`)), element)));
      show(known);
    } catch (error) {
      sheet.replaceChildren(failureNote(error, begin));
    }
  };
  const show = (changed) => groups.forEach((group) => group.show?.(changed));
  begin();
  return { show };
}
