/** What the colours of areas mean. */

import { drawFigureSwatch, tokenOf } from "../../paint/figures.js";
import { t } from "../../page.js";
import { el, swatch } from "../dom.js";
import { formats } from "../words.js";
import { rangeWord } from "./wording.js";

/** The classes with their ranges and how many areas lie in each. @param {import("../../figures/figures.js").Choropleth} choropleth */
export function classList({ measure, isChange, classes, unknown }) {
  const rows = classes.map((each, i) => row(tokenOf(each.shade, isChange), classWord(measure, isChange, each, i), each.count));
  if (unknown) rows.push(row(null, t("figures.unknown"), unknown));
  return el("ul", { class: "class-list" }, ...rows);
}

function row(token, word, count) {
  return el("li", {},
    swatch(22, (ctx, ratio) => drawFigureSwatch(ctx, token, ratio)),
    el("span", { class: "class-range" }, word),
    el("span", { class: "class-count" }, formats.number(count)));
}

function classWord(measure, isChange, each, i) {
  if (isChange) return each.count ? t(`change.${i}`, { range: rangeWord(measure, each) }) : t(`change.${i}.none`);
  return rangeWord(measure, each);
}
