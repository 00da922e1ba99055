/** A day to choose: the browser's own picker, with the day written in the page's language. */

import { t } from "../page.js";
import { el } from "./dom.js";
import { formats } from "./words.js";

/**
 * @param {string} label
 * @param {(day: string | null) => void} choose hears of each whole, allowed day (YYYY-MM-DD), null when it was emptied
 * @returns {{element: HTMLElement, show(day: string | null, bounds?: {min?: string | null, max?: string | null}): void}}
 */
export function dateField(label, choose) {
  const input = el("input", { type: "date", class: "field date-input", onchange: () => input.validity.valid && choose(input.value || null) });
  const words = el("span", { class: "date-words", "aria-hidden": "true" });
  input.addEventListener("click", () => openPicker(input));
  return {
    element: el("label", { class: "labelled" }, el("span", {}, label), el("span", { class: "date-field" }, input, words)),
    show(day, { min = null, max = null } = {}) {
      Object.assign(input, { value: day ?? "", min: min ?? "", max: max ?? "" });
      words.textContent = day ? formats.day(day) : t("date.none");
    },
  };
}

/** Browsers open it by themselves only from its small sign; some cannot be asked to. */
function openPicker(input) {
  try {
    input.showPicker?.();
  } catch {
    input.focus();
  }
}
