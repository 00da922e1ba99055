/** Grids or communities coloured by a figure. */

import { LEVELS, MEASURES, WAYS } from "../../figures/state.js";
import { METHODS } from "../../figures/classes.js";
import { MAIN_SERVICE } from "../../items/states.js";
import { t } from "../../page.js";
import { view } from "../../view/view.js";
import { el, fill } from "../dom.js";
import { serviceWord } from "../words.js";
import { follow, segments, select, toggle } from "./fields.js";
import { classList } from "./legend.js";
import { ask, serviceOf, shown } from "./shown.js";
import { aboutWord } from "./wording.js";

const NONE = "";

export function areasGroup() {
  let kinds = null;
  const measure = select(t("figures.by"), (value) => ask({ measure: value || null, ...(value === "distance" && firstService()) }));
  measure.fill([[NONE, t("measure.none")], ...MEASURES.map((key) => [key, t(`measure.${key}`)])]);
  const service = select(t("figures.service"), (kind) => ask({ service: kind === MAIN_SERVICE ? null : kind }));
  const method = select(t("figures.method"), (value) => ask({ method: value }));
  method.fill(Object.keys(METHODS).map((key) => [key, t(`method.${key}`)]));
  const level = segments("level", LEVELS.map((key) => [key, t(`layer.${key}`)]), t("figures.level"));
  const ofDistance = el("div", { class: "fields" }, service.element, segments("way", WAYS.map((key) => [key, t(`way.${key}`)]), t("figures.way")));
  const legend = el("div", { class: "figure-legend" });
  const about = el("p", { class: "legend-note" });
  const more = el("div", { class: "fields" }, level, ofDistance, legend, about, method.element, el("p", { class: "legend-note" }), toggle("symbols", t("figures.symbols")));

  /** A town without the usual centres begins with another kind. */
  function firstService() {
    return kinds && !kinds.includes(MAIN_SERVICE) && kinds.length ? { service: kinds[0] } : {};
  }
  const showLegend = () => {
    const choropleth = shown.value.found?.choropleth;
    fill(legend, choropleth ? content(choropleth) : el("p", { class: "quiet", role: "status" }, t("figures.counting")));
    if (view.value.figures.measure) about.textContent = aboutWord(view.value);
  };
  follow(({ figures }) => {
    measure.input.value = figures.measure ?? NONE;
    more.hidden = !figures.measure;
    ofDistance.hidden = figures.measure !== "distance";
    service.input.value = serviceOf(figures);
    method.input.value = figures.method;
    method.element.nextElementSibling.textContent = t(`method.${figures.method}.about`);
    showLegend();
  });
  shown.subscribe(showLegend);
  view.subscribe((now, before) => now.filters !== before.filters && showLegend());

  return {
    element: el("div", { class: "fields" }, measure.element, more),
    show({ serviceKinds }) {
      if (!serviceKinds || serviceKinds === kinds) return;
      kinds = serviceKinds;
      service.fill(kinds.map((kind) => [kind, serviceWord(kind)]));
      service.input.value = serviceOf(view.value.figures);
    },
  };
}

function content(choropleth) {
  const isEmpty = choropleth.areas.every(({ value }) => value === null);
  return isEmpty ? el("p", { class: "quiet" }, t("figures.nothing_known")) : classList(choropleth);
}
