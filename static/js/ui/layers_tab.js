/** Which layers are on, with their legend. */

import { t } from "../page.js";
import { view } from "../view/view.js";
import { el } from "./dom.js";
import { incidentLegend, landLegend, serviceLegend, structureLegend } from "./legend.js";

const GROUPS = [
  { key: "items", layers: [["incidents", incidentLegend], ["illegal_structures", structureLegend], ["service_points"]] },
  { key: "division", layers: [["communities"], ["grids"], ["labels"]] },
  { key: "base", layers: [["streets"], ["buildings"], ["land", landLegend]] },
];

/** @returns {{showServiceKinds(kinds: string[]): void}} the kinds are known later than the rest */
export function showLayersTab() {
  const rows = GROUPS.map(({ key, layers }) =>
    el("section", { class: "group" },
      el("h2", { class: "group-title" }, t(`layers.${key}`)),
      ...layers.map(([layer, legend]) => layerRow(layer, legend)),
    ));
  const sheet = document.getElementById("sheet-layers");
  sheet.replaceChildren(...rows);
  return {
    showServiceKinds: (kinds) => sheet.querySelector("[data-layer=service_points]").append(followLayer("service_points", serviceLegend(kinds))),
  };
}

function layerRow(layer, makeLegend) {
  const input = el("input", { type: "checkbox", role: "switch", class: "switch", onchange: () => turn(layer, input.checked) });
  const show = ({ layers }) => (input.checked = layers[layer]);
  show(view.value);
  view.subscribe(show);
  return el("div", { class: "layer", "data-layer": layer },
    el("label", { class: "layer-row" }, el("span", {}, t(`layer.${layer}`)), input),
    makeLegend && followLayer(layer, makeLegend()));
}

/** A legend is there while its layer is. */
function followLayer(layer, legend) {
  const show = ({ layers }) => (legend.hidden = !layers[layer]);
  show(view.value);
  view.subscribe(show);
  return legend;
}

function turn(layer, isOn) {
  view.update({ layers: { ...view.value.layers, [layer]: isOn } });
}
