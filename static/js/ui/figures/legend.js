/** What the colours of areas mean. */

import { drawFigureSwatch, tokenOf } from "../../paint/figures.js";
import { HEAT_STOPS } from "../../paint/heat.js";
import { t } from "../../page.js";
import { el, swatch } from "../dom.js";
import { areaRow } from "../legend_rows.js";
import { formats } from "../words.js";
import { rangeWord } from "./wording.js";

/** The classes with their ranges and how many areas lie in each. @param {import("../../figures/figures.js").Choropleth} choropleth */
export function classList(choropleth) {
  return el("ul", { class: "class-list" }, ...classRows(choropleth).map(row));
}

/** The same as rows of a legend. */
export function classRows({ measure, isChange, classes, unknown }) {
  const rows = classes.map((each, i) => classRow(tokenOf(each.shade, isChange), classWord(measure, isChange, each, i), each.count));
  return unknown ? [...rows, classRow(null, t("figures.unknown"), unknown)] : rows;
}

const classRow = (token, word, count) => ({ size: 22, draw: (ctx, ratio) => drawFigureSwatch(ctx, token, ratio), word, count });

/** A row for each colour of the ramp but the first, which is nothing. */
export function heatRows({ most_per_km2 }) {
  return Array.from({ length: HEAT_STOPS - 1 }, (_, i) =>
    areaRow(`heat-${i + 1}`, "built-demolished", t("figures.per_km2", { n: formats.number(Math.round((most_per_km2 * (i + 1)) / (HEAT_STOPS - 1))) })));
}

function row({ size, draw, word, count }) {
  return el("li", {},
    swatch(size, draw),
    el("span", { class: "class-range" }, word),
    el("span", { class: "class-count" }, formats.number(count)));
}

function classWord(measure, isChange, each, i) {
  if (isChange) return each.count ? t(`change.${i}`, { range: rangeWord(measure, each) }) : t(`change.${i}.none`);
  return rangeWord(measure, each);
}
