/** The way into the slider, and what it does to the rest. */

import { t } from "../../page.js";
import { el, icon } from "../dom.js";
import { formats } from "../words.js";
import { follow } from "./fields.js";
import { ask } from "./shown.js";

export function timeGroup() {
  const word = el("span", {});
  const button = el("button", { class: "button is-wide", type: "button", onclick: () => ask({ day: isOpen ? null : formats.isoDay(Date.now()) }) }, icon("calendar-days"), word);
  let isOpen = false;
  follow(({ figures }) => {
    isOpen = Boolean(figures.day);
    word.textContent = t(isOpen ? "figures.time_close" : "figures.time_open");
  });
  return { element: el("div", { class: "fields" }, button, el("p", { class: "legend-note" }, t("figures.time_about"))) };
}
