/** The heat of the incidents that the filters let pass. */

import { t } from "../../page.js";
import { view } from "../../view/view.js";
import { el, fill } from "../dom.js";
import { formats } from "../words.js";
import { follow, toggle } from "./fields.js";
import { shown } from "./shown.js";
import { shownWord } from "./wording.js";

export function heatGroup() {
  const legend = el("div", {});
  const symbols = toggle("symbols", t("figures.symbols"));
  const show = () => fill(legend, view.value.figures.heat && heatLegend());
  follow(({ figures: { heat, measure } }) => {
    symbols.hidden = !heat || Boolean(measure); // with areas in colours it stands there
    show();
  });
  shown.subscribe(show);
  return { element: el("div", { class: "fields" }, toggle("heat", t("figures.heat_on")), legend, symbols) };
}

/** The ramp, from nothing to the strongest, with the radius that each incident is spread over. */
export function heatLegend() {
  const heat = shown.value.found?.heat;
  if (!heat) return el("p", { class: "quiet", role: "status" }, t("figures.counting"));
  if (!heat.count) return el("p", { class: "quiet", role: "status" }, t("figures.heat_none"));
  return el("div", { class: "heat-legend" },
    el("div", { class: "heat-ramp", "aria-hidden": "true" }),
    el("div", { class: "heat-ends" }, el("span", {}, "0"), el("span", {}, t("figures.per_km2", { n: formats.number(Math.round(heat.most_per_km2)) }))),
    el("p", { class: "legend-note" }, t("figures.heat_about", { n: formats.number(heat.count), radius: formats.distance(heat.radius_m), what: shownWord(view.value) })));
}
