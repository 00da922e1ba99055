/** The value of the area under a mouse. */

import { on } from "../../map/leaflet.js";
import { view } from "../../view/view.js";
import { el, fill } from "../dom.js";
import { shown } from "./shown.js";
import { valueWord } from "./wording.js";

const OFFSET_PX = 16;

/**
 * One question at a time: while an answer is awaited only the last move is remembered.
 * @param {{call: Function}} scene
 */
export function showTip(scene) {
  if (window.matchMedia("(hover: none)").matches) return; // a finger opens the card instead
  const tip = el("p", { class: "figure-tip", "aria-hidden": "true", hidden: true });
  document.querySelector(".map").after(tip);
  let latest = null;
  let isAsking = false;
  const put = (area, { containerPoint: { x, y } }) => {
    const { choropleth } = shown.value.found;
    fill(tip, el("span", {}, area.name), el("b", {}, valueWord(choropleth.measure, area.value)));
    tip.hidden = false;
    const isRight = x + tip.offsetWidth + 2 * OFFSET_PX < window.innerWidth;
    tip.style.transform = `translate(${isRight ? x + OFFSET_PX : x - OFFSET_PX - tip.offsetWidth}px, ${y + OFFSET_PX}px)`;
  };
  const askScene = async () => {
    if (isAsking) return;
    isAsking = true;
    while (latest) {
      const event = latest;
      latest = null;
      const choropleth = shown.value.found?.choropleth;
      const { lng: lon, lat } = event.latlng;
      const code = choropleth && (await scene.call("areaAt", { lon, lat }, choropleth.level));
      const area = code && shown.value.found?.choropleth?.areas.find((each) => each.code === code);
      if (area && view.value.figures.measure) put(area, event);
      else tip.hidden = true;
    }
    isAsking = false;
  };
  on("mousemove", (event) => ((latest = event), askScene()));
  on("mouseout movestart", () => ((latest = null), (tip.hidden = true)));
  shown.subscribe(() => (tip.hidden = true));
}
