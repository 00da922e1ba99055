/** What can be handed on: each way is a group of its own, and its module is the only place that knows of it. */

import { t } from "../page.js";
import { el } from "./dom.js";
import { dataGroup } from "./share/data.js";
import { linkGroup } from "./share/link.js";
import { pictureGroup } from "./share/picture.js";
import { sheetsGroup } from "./share/sheets.js";

/** Makes the content of a group once: `(known) => {element, show(known)}`; what needs no news of the town leaves `show` out. */
const GROUPS = { link: linkGroup, picture: pictureGroup, data: dataGroup, sheets: sheetsGroup };

/** @param {import("./panel.js").Known} known */
export function showShareTab(known) {
  const groups = Object.entries(GROUPS).map(([key, make]) => ({ key, ...make(known) }));
  document.getElementById("sheet-share").replaceChildren(...groups.map(({ key, element }) =>
    el("section", { class: "group" }, el("h2", { class: "group-title" }, t(`share.${key}`)), element)));
  return { show: (changed) => groups.forEach(({ show }) => show?.(changed)) };
}
