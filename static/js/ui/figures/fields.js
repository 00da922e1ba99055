/** Fields that choose among a few, kept up to what is on the map. */

import { view } from "../../view/view.js";
import { el } from "../dom.js";
import { ask } from "./shown.js";

/** Hear of the figures now and whenever they change. */
export function follow(show) {
  show(view.value);
  view.subscribe((now, before) => now.figures !== before.figures && show(now));
}

/** A row of buttons of which one is pressed. @param {[value: unknown, word: string][]} options */
export function segments(key, options, label) {
  const buttons = options.map(([value, word]) => el("button", { class: "segment", type: "button", onclick: () => ask({ [key]: value }) }, word));
  follow(({ figures }) => buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(figures[key] === options[i][0]))));
  return el("div", { class: "segments", role: "group", "aria-label": label }, ...buttons);
}

/** A list to choose from. */
export function select(label, choose) {
  const input = el("select", { class: "field", onchange: () => choose(input.value) });
  return {
    input,
    element: el("label", { class: "labelled" }, el("span", {}, label), input),
    /** @param {[value: string, word: string][]} options */
    fill: (options) => input.replaceChildren(...options.map(([value, word]) => el("option", { value }, word))),
  };
}

/** A switch with its word. */
export function toggle(key, word) {
  const input = el("input", { type: "checkbox", role: "switch", class: "switch", onchange: () => ask({ [key]: input.checked }) });
  follow(({ figures }) => (input.checked = figures[key]));
  return el("label", { class: "layer-row" }, el("span", {}, word), input);
}
