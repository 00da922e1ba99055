/** The figure of the area whose card is open, as the map shows it. */

import { view } from "../../view/view.js";
import { el, fill } from "../dom.js";
import { shown } from "./shown.js";
import { titleOf, valueWord } from "./wording.js";

/**
 * A line that is there while the map is coloured.
 * @param {{grids?: string, communities: string}} codes of the area on either level
 */
export function figurePart(codes) {
  const element = el("p", { class: "card-figure", role: "status" });
  const show = () => {
    const choropleth = shown.value.found?.choropleth;
    const area = choropleth?.areas.find(({ code }) => code === codes[choropleth.level]);
    element.hidden = !area;
    if (area) fill(element, el("span", {}, area.name, " · ", titleOf(view.value.figures)), el("b", {}, valueWord(choropleth.measure, area.value)));
  };
  show();
  const stop = shown.subscribe(() => (element.isConnected ? show() : stop()));
  return element;
}
