/** Which layers are on, with their legend. */

import { t } from "../page.js";
import { BUILT_IN } from "../view/base_map.js";
import { view } from "../view/view.js";
import { baseMapChooser } from "./base_map_chooser.js";
import { el, icon } from "./dom.js";
import { incidentLegend, landLegend, serviceLegend, structureLegend } from "./legend.js";

const OPEN_LEGENDS = ["incidents", "illegal_structures"];

const GROUPS = [
  { key: "items", layers: [["incidents", incidentLegend], ["illegal_structures", structureLegend], ["service_points"]] },
  { key: "division", layers: [["communities"], ["grids"], ["labels"]] },
  { key: "base", head: baseMapChooser, layers: [["streets"], ["buildings"], ["land", landLegend]], areThere: ({ base }) => base.key === BUILT_IN },
];

/** @param {import("./panel.js").Known} known the kinds of service points are known later than the rest */
export function showLayersTab(known) {
  const rows = GROUPS.map(({ key, head, layers, areThere }) =>
    el("section", { class: "group" },
      el("h2", { class: "group-title" }, t(`layers.${key}`)),
      head?.(),
      there(areThere, el("div", {}, ...layers.map(([layer, legend]) => layerRow(layer, legend)))),
    ));
  const sheet = document.getElementById("sheet-layers");
  sheet.replaceChildren(...rows);
  let hasKinds = false;
  const show = ({ serviceKinds }) => {
    if (!serviceKinds || hasKinds) return;
    hasKinds = true;
    sheet.querySelector("[data-layer=service_points]").append(folded("service_points", serviceLegend(serviceKinds)));
  };
  show(known);
  return { show };
}

/** Layers that only some base maps have are there with those. */
function there(areThere, element) {
  const show = (now) => (element.hidden = areThere ? !areThere(now) : false);
  show(view.value);
  view.subscribe(show);
  return element;
}

function layerRow(layer, makeLegend) {
  const input = el("input", { type: "checkbox", role: "switch", class: "switch", onchange: () => turn(layer, input.checked) });
  const show = ({ layers }) => (input.checked = layers[layer]);
  show(view.value);
  view.subscribe(show);
  return el("div", { class: "layer", "data-layer": layer },
    el("label", { class: "layer-row" }, el("span", {}, t(`layer.${layer}`)), input),
    makeLegend && folded(layer, makeLegend()));
}

/** A legend is there while its layer is; long ones are folded at first. */
function folded(layer, legend) {
  const fold = el("details", { class: "fold", open: OPEN_LEGENDS.includes(layer) }, el("summary", {}, icon("chevron-right"), t("legend")), legend);
  const show = ({ layers }) => (fold.hidden = !layers[layer]);
  show(view.value);
  view.subscribe(show);
  return fold;
}

function turn(layer, isOn) {
  view.update({ layers: { ...view.value.layers, [layer]: isOn } });
}
