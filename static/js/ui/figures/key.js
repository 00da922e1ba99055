/** The small legend on the map, for when the panel is closed or shows another tab. */

import { DEFAULT_FIGURES } from "../../figures/state.js";
import { t } from "../../page.js";
import { view } from "../../view/view.js";
import { el, fill, icon } from "../dom.js";
import { foot } from "./foot.js";
import { classList } from "./legend.js";
import { ask, shown } from "./shown.js";
import { titleOf } from "./wording.js";

export function showKey() {
  const key = el("section", { class: "figure-key card", "aria-label": t("figures.legend"), hidden: true });
  foot().prepend(key);
  const show = ({ found }) => {
    const { figures } = view.value;
    key.hidden = !figures.measure;
    if (!figures.measure) return;
    const choropleth = found?.choropleth;
    fill(key,
      el("h2", { class: "key-title" }, titleOf(figures)),
      el("button", { class: "icon-button key-close", type: "button", "aria-label": t("figures.off"), onclick: () => ask({ measure: DEFAULT_FIGURES.measure }) }, icon("x")),
      choropleth ? classList(choropleth) : el("p", { class: "quiet" }, t("figures.counting")));
  };
  show(shown.value);
  shown.subscribe(show);
  view.subscribe((now, before) => now.figures !== before.figures && show(shown.value));
}
