/** The small legend on the map, for when the panel is closed or shows another tab. */

import { t } from "../../page.js";
import { view } from "../../view/view.js";
import { el, fill, icon } from "../dom.js";
import { foot } from "./foot.js";
import { heatLegend } from "./heat.js";
import { classList } from "./legend.js";
import { ask, shown } from "./shown.js";
import { titleOf } from "./wording.js";

export function showKey() {
  const key = el("section", { class: "figure-key card", "aria-label": t("figures.legend"), hidden: true });
  foot().prepend(key);
  const show = () => {
    const { figures } = view.value;
    key.hidden = !figures.measure && !figures.heat;
    fill(key,
      figures.measure && [el("h2", { class: "key-title" }, titleOf(figures)), areasLegend()],
      figures.heat && [el("h2", { class: "key-title" }, t("figures.heat")), heatLegend()],
      el("button", { class: "icon-button key-close", type: "button", "aria-label": t("figures.off"), onclick: () => ask({ measure: null, heat: false }) }, icon("x")));
  };
  show();
  shown.subscribe(show);
  view.subscribe((now, before) => now.figures !== before.figures && show());
}

function areasLegend() {
  const choropleth = shown.value.found?.choropleth;
  return choropleth ? classList(choropleth) : el("p", { class: "quiet" }, t("figures.counting"));
}
