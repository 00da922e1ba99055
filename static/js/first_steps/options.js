/** What only a person can say about a file: which column is what, and what its coordinates are written in. */

import { page, t } from "../page.js";
import { el } from "../ui/dom.js";

const FRAMES = ["WGS-84", "CGCS2000", "GCJ-02", "BD-09", "EPSG:4546", "EPSG:4525", "EPSG:4545", "EPSG:4524"];

/**
 * @param {string} layer
 * @param {{file?: {columns: string[], chosen?: Record<string, string>, frame?: string, layers: string[]}, refusal?: object}} outcome
 * @param {{named: Record<string, string>, crs?: string, layer?: string, default?: string}} options
 * @param {(options: object) => void} again
 */
export function columnsForm(layer, { file, refusal }, options, again) {
  if (!file) return null;
  const { fields, needed, is_list, default: defaulted } = page.layers[layer];
  const chosen = { ...file.chosen, ...options.named };
  const columns = file.columns.length ? fields.map((field) => columnChoice(field, needed.includes(field), file.columns, chosen[field])) : [];
  const form = el("form", { class: "options", onsubmit: (event) => (event.preventDefault(), again(read(form, file))) },
    ...columns,
    !is_list && choice("crs", t("steps.crs"), FRAMES, options.crs, file.frame ? t("steps.crs_hint", { frame: file.frame }) : t("steps.crs_unknown")),
    choice("layer", t("steps.layer"), file.layers, options.layer, t("steps.layer_hint")),
    defaulted && choice("default", t(`steps.default_${defaulted}`), [], options.default, ""),
    el("div", { class: "actions" }, el("button", { class: "button", type: "submit" }, t("steps.try_again"))),
  );
  return el("details", { open: Boolean(refusal) }, el("summary", {}, t("steps.options")), form);
}

function columnChoice(field, isNeeded, columns, chosen) {
  const offered = columns.map((column) => el("option", { value: column, selected: column === chosen }, column));
  const none = el("option", { value: "" }, t("steps.no_column"));
  return el("label", {}, t(`field.${field}`) + (isNeeded ? " *" : ""), el("select", { name: field }, none, ...offered));
}

function choice(name, label, offered, value, placeholder) {
  const id = `choices-${name}-${Math.random().toString(36).slice(2)}`;
  return el("label", {}, label,
    el("input", { name: `_${name}`, value: value ?? "", placeholder, list: offered.length ? id : null, autocomplete: "off" }),
    offered.length > 0 && el("datalist", { id }, ...offered.map((one) => el("option", { value: one }))),
  );
}

/** Only what differs from what the file was found to have is said: the rest is found again. */
function read(form, file) {
  const values = Object.fromEntries(new FormData(form));
  const named = {};
  for (const [field, column] of Object.entries(values)) {
    if (!field.startsWith("_") && column) named[field] = column;
  }
  const said = (name) => values[`_${name}`]?.trim() || null;
  return { named: file.columns.length ? named : {}, crs: said("crs"), layer: said("layer"), default: said("default") };
}
