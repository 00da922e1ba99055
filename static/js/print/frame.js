/** The frame on the map: what will be on the sheet. Dragged by mouse or finger, moved by the arrow keys. */

import { mapElement, on, placeAt, pointAt } from "../map/leaflet.js";
import { t } from "../page.js";
import { el, icon } from "../ui/dom.js";

const STEP_PX = 16;
const LONG_STEP_PX = 64;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TO_LEAFLET = ["mousedown", "click", "dblclick", "contextmenu"]; // which would pan, select or zoom

/**
 * @param {{onMove: (place: {lon: number, lat: number}) => void}} listener hears of every new middle
 * @returns {{show(sheet: {lon: number, lat: number, bbox: number[]}): void, hide(): void}} `bbox` is west, south, east, north
 */
export function createSheetFrame({ onMove }) {
  const word = el("span", { class: "sheet-frame-word" });
  const element = el("div", { class: "sheet-frame", tabindex: "0", role: "group", "aria-label": t("picture.frame"), hidden: true },
    el("span", { class: "sheet-frame-grip" }, icon("move"), word));
  let sheet = null;
  let drag = null;
  mapElement().append(element);

  const place = () => {
    if (!sheet) return;
    const [west, south, east, north] = sheet.bbox;
    const [a, b] = [pointAt(west, north), pointAt(east, south)];
    Object.assign(element.style, { left: `${a.x}px`, top: `${a.y}px`, width: `${b.x - a.x}px`, height: `${b.y - a.y}px` });
  };
  const moveFrom = ({ lon, lat }, dx, dy) => {
    const { x, y } = pointAt(lon, lat);
    onMove(placeAt(x + dx, y + dy));
  };
  on("move zoomend resize", place);
  on("zoomstart", () => element.classList.add("is-zooming"));
  on("zoomend", () => element.classList.remove("is-zooming"));

  for (const name of TO_LEAFLET) element.addEventListener(name, (event) => event.stopPropagation());
  element.addEventListener("touchstart", (event) => event.touches.length === 1 && event.stopPropagation(), { passive: true });
  element.addEventListener("pointerdown", (event) => {
    event.stopPropagation();
    if (!event.isPrimary || event.button) return (drag = null);
    drag = { x: event.clientX, y: event.clientY, from: { lon: sheet.lon, lat: sheet.lat } };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (drag && event.isPrimary) moveFrom(drag.from, event.clientX - drag.x, event.clientY - drag.y);
  });
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, () => (drag = null));
  element.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const length = event.shiftKey ? LONG_STEP_PX : STEP_PX;
    moveFrom(sheet, step[0] * length, step[1] * length);
  });

  return {
    show(next) {
      sheet = next;
      word.textContent = next.word;
      element.hidden = false;
      place();
    },
    hide() {
      sheet = null;
      element.hidden = true;
    },
  };
}
