/** Sheets to print: of the grid or the community that is selected, and the booklet of all. */

import { urlOf } from "../../fetch.js";
import { page, t } from "../../page.js";
import { view } from "../../view/view.js";
import { el, fill, icon } from "../dom.js";

export function sheetsGroup({ places }) {
  const element = el("div", { class: "share-sheets" });
  const show = () => fill(element, ...linksTo(selected(places)), link(page.urls.booklet, "book-open", t("sheet.booklet")));
  view.subscribe(show);
  show();
  return { element };
}

/** The grid that is selected and its community, or the community that is. */
function selected({ grids, communities }) {
  const { selection } = view.value;
  const grid = selection?.kind === "grid" ? grids.find(({ code }) => code === selection.id) : null;
  const wanted = grid ? grid.community : selection?.kind === "community" && selection.id;
  return { grid, community: communities.find(({ code }) => code === wanted) };
}

function linksTo({ grid, community }) {
  if (!community) return [el("p", { class: "quiet" }, t("sheet.hint"))];
  return [
    grid && link(urlOf(page.urls.grid_sheet, { code: grid.code }), "printer", t("sheet.grid", { name: grid.name })),
    link(urlOf(page.urls.community_sheets, { code: community.code }), "printer", t("sheet.community", { name: community.name })),
  ];
}

function link(href, image, words) {
  return el("a", { class: "button is-wide", href, target: "_blank" }, icon(image), words);
}
