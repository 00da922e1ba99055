/** The place at the bottom of the map for the legend and the slider. What lies below makes room for it. */

import { el } from "../dom.js";

let element = null;

/** The place itself, made when it is first asked for. */
export function foot() {
  if (element) return element;
  element = el("div", { class: "foot" });
  document.querySelector(".map").after(element);
  new ResizeObserver(() => document.documentElement.style.setProperty("--foot", `${element.offsetHeight}px`)).observe(element);
  return element;
}
