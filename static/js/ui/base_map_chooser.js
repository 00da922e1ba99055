/** Which base map, and how strong. */

import { colour } from "../paint/palette.js";
import { roundedBox } from "../paint/rounded.js";
import { page, t } from "../page.js";
import { BUILT_IN, NONE } from "../view/base_map.js";
import { view } from "../view/view.js";
import { el, swatch } from "./dom.js";
import { formats } from "./words.js";

const SWATCH_PX = 24;

/** @returns {HTMLElement} a radio list with a slider below it */
export function baseMapChooser() {
  const choices = [
    { key: BUILT_IN, name: t("base.built-in"), draw: drawBuiltIn },
    { key: NONE, name: t("base.none"), draw: drawNothing },
    ...page.base_maps.map(({ key, name, is_imagery }) => ({ key, name, draw: is_imagery ? drawImagery : drawTiles })),
  ];
  return el("div", { class: "base-maps" },
    el("div", { role: "radiogroup", "aria-label": t("layers.base") }, ...choices.map(choiceRow)),
    opacitySlider());
}

function choiceRow({ key, name, draw }) {
  const input = el("input", { type: "radio", class: "radio", name: "base-map", value: key, onchange: () => choose({ key }) });
  follow(({ base }) => (input.checked = base.key === key));
  return el("label", { class: "base-row" }, swatch(SWATCH_PX, draw), el("span", {}, name), input);
}

function opacitySlider() {
  const input = el("input", {
    type: "range", class: "slider", id: "base-opacity", min: 0, max: 100, step: 5, oninput: () => choose({ opacity: Number(input.value) / 100 }),
  });
  const told = el("output", { class: "digits", for: "base-opacity" });
  const row = el("label", { class: "slider-row" }, el("span", {}, t("base.opacity")), input, told);
  follow(({ base }) => {
    input.value = String(Math.round(100 * base.opacity));
    told.textContent = formats.share(base.opacity);
    input.setAttribute("aria-valuetext", told.textContent);
    row.hidden = base.key === NONE;
  });
  return row;
}

function choose(changes) {
  view.update({ base: { ...view.value.base, ...changes } });
}

function follow(show) {
  show(view.value);
  view.subscribe(show);
}

/** A river, a street and a park, as the town's own map draws them. */
function drawBuiltIn(ctx) {
  inTile(ctx, colour("land"), () => {
    ctx.fillStyle = colour("park");
    ctx.fillRect(-12, -12, 10, 10);
    line(ctx, colour("water"), 6, [[-14, 10], [2, 4], [14, 8]]);
    line(ctx, colour("street-1-edge"), 5, [[4, -14], [2, 14]]);
    line(ctx, colour("street-1"), 3, [[4, -14], [2, 14]]);
  });
}

function drawNothing(ctx) {
  inTile(ctx, colour("paper"), () => line(ctx, colour("built-demolished"), 1, [[-12, 12], [12, -12]]));
}

/** A street map of somebody else's. */
function drawTiles(ctx) {
  inTile(ctx, colour("public"), () => {
    for (const at of [-4, 4]) {
      line(ctx, colour("bridge-edge"), 1.5, [[-14, at], [14, at]]);
      line(ctx, colour("bridge-edge"), 1.5, [[at, -14], [at, 14]]);
    }
    ctx.fillStyle = colour("park");
    ctx.fillRect(-3, -3, 6, 6);
  });
}

/** Fields and a wood from above. */
function drawImagery(ctx) {
  inTile(ctx, "#5d7150", () => {
    ctx.fillStyle = "#8b9368";
    ctx.fillRect(-12, -12, 11, 9);
    ctx.fillStyle = "#41573c";
    ctx.fillRect(2, -2, 12, 14);
    line(ctx, "#cfc7b3", 1.5, [[-14, 2], [14, -4]]);
  });
}

function inTile(ctx, ground, draw) {
  ctx.save();
  roundedBox(ctx, -11, -11, 22, 22, 5);
  ctx.clip();
  ctx.fillStyle = ground;
  ctx.fillRect(-12, -12, 24, 24);
  draw();
  ctx.restore();
  ctx.strokeStyle = colour("built-demolished");
  ctx.lineWidth = 1;
  roundedBox(ctx, -11, -11, 22, 22, 5);
  ctx.stroke();
}

function line(ctx, stroke, width, points) {
  ctx.strokeStyle = stroke;
  ctx.lineWidth = width;
  ctx.beginPath();
  for (const point of points) ctx.lineTo(...point);
  ctx.stroke();
}
