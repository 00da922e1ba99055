/** The way to the queue of items without a grid, with their number. */

import { getJson, urlOf } from "../fetch.js";
import { page } from "../page.js";
import { view } from "../view/view.js";
import { formats } from "./words.js";

const LIMIT = 1000;
const KINDS = ["incident", "illegal_structure", "service_point"];

export function startUnassigned(panel) {
  const buttons = ["unassigned", "dock-unassigned"].map((id) => document.getElementById(id));
  const open = () => {
    panel.close();
    view.update({ selection: { kind: "unassigned", id: "all" } });
  };
  for (const button of buttons) button.addEventListener("click", open);
  showCount(buttons, page.unassigned);
}

/**
 * Every item that no grid owns, by kind.
 * @returns {Promise<{kind: string, features: object[]}[]>}
 */
export function unassignedItems({ signal } = {}) {
  return Promise.all(KINDS.map(async (kind) => {
    const listUrl = page.urls[kind].replace("/{id}", "");
    const { features } = await getJson(urlOf(listUrl, { grid: "none", limit: LIMIT }), { signal });
    return { kind, features };
  }));
}

function showCount(buttons, n) {
  for (const button of buttons) {
    const count = button.querySelector(".count");
    count.textContent = formats.number(n);
    count.hidden = n === 0 && button.id !== "unassigned";
  }
}
