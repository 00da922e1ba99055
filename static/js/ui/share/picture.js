/** A sheet of paper of what is on the map, at a round scale, as PNG or PDF. */

import { camera, isClear, mapElement, placeAt, showBox } from "../../map/leaflet.js";
import { page, t } from "../../page.js";
import { metresOfPixel } from "../../paint/plane.js";
import { createSheetFrame } from "../../print/frame.js";
import { layOut } from "../../print/paper.js";
import { scaleFor, SCALES, shrinkage } from "../../print/scale.js";
import { makeSheet, nameOf, planSheet, sizeOf } from "../../print.js";
import { view } from "../../view/view.js";
import { el, icon } from "../dom.js";
import { coveredEdges } from "../layout.js";
import { formats } from "../words.js";
import { saveFile } from "./save_file.js";

/** @param {import("../panel.js").Known} known */
export function pictureGroup(known) {
  const wish = { paper: "a4", isWide: true, scale: 0, lon: 0, lat: 0, title: "" };
  const kinds = { known: known.serviceKinds ?? [] };
  const whole = () => ({ ...wish, title: wish.title || t("picture.title", { town: page.town.name }), ...view.value, serviceKinds: kinds.known });
  const frame = createSheetFrame({ onMove: (place) => (Object.assign(wish, place), show()) });
  const size = el("p", { class: "legend-note" });
  const show = () => {
    const { layout, bbox } = planSheet(whole());
    frame.show({ ...wish, bbox, word: nameOf(wish.scale) });
    size.textContent = sizeSentence(wish.scale, layout);
    return bbox;
  };
  const change = (changes) => {
    Object.assign(wish, changes);
    bringIntoView(show());
  };

  const form = formOf(wish, change);
  const centre = () => (Object.assign(wish, middleOfView()), show());
  const content = el("div", { class: "sheet-form" }, form.element, size,
    el("button", { class: "button is-wide", type: "button", onclick: centre }, icon("move"), t("picture.centre")),
    saveButtons(whole));
  const begin = () => {
    Object.assign(wish, middleOfView(), { scale: scaleOfView(wish) });
    form.fill();
    bringIntoView(show());
  };
  const fold = el("details", { class: "fold sheet-fold" }, el("summary", {}, icon("chevron-right"), t("picture.begin")), content);
  followVisibility(content, { onShow: begin, onHide: frame.hide });
  view.subscribe(() => content.isConnected && isVisible(content) && show());
  return { element: fold, show: ({ serviceKinds }) => (kinds.known = serviceKinds ?? []) };
}

function formOf(wish, change) {
  const paper = select(t("picture.paper"), [["a4", "A4"], ["a3", "A3"]], (value) => change({ paper: value }));
  const scale = select(t("picture.scale"), SCALES.map((each) => [each, nameOf(each)]), (value) => change({ scale: Number(value) }));
  const ways = [["wide", true], ["tall", false]].map(([key, isWide]) =>
    el("button", { class: "segment", type: "button", onclick: () => (change({ isWide }), fill()) }, t(`picture.${key}`)));
  const title = el("input", {
    class: "field", type: "text", maxlength: "60", placeholder: t("picture.title", { town: page.town.name }), oninput: () => (wish.title = title.value.trim()),
  });
  const fill = () => {
    paper.field.value = wish.paper;
    scale.field.value = String(wish.scale);
    ways.forEach((way, i) => way.setAttribute("aria-pressed", String(wish.isWide === (i === 0))));
  };
  const element = el("div", { class: "sheet-fields" },
    el("div", { class: "selects" }, paper.element, scale.element),
    el("div", { class: "segments", role: "group", "aria-label": t("picture.way") }, ...ways),
    el("label", { class: "labelled" }, t("picture.own_title"), title));
  return { element, fill };
}

function select(word, options, choose) {
  const field = el("select", { class: "field", onchange: () => choose(field.value) },
    ...options.map(([value, name]) => el("option", { value }, name)));
  return { field, element: el("label", { class: "labelled" }, word, field) };
}

/** One file at a time; what is done, and what went wrong, is said below. */
function saveButtons(whole) {
  const word = el("p", { class: "legend-note", role: "status" });
  const buttons = [["png", "file-image"], ["pdf", "file-text"]].map(([kind, image]) =>
    el("button", { class: "button", type: "button", onclick: () => save(kind) }, icon(image), t(`picture.${kind}`)));
  const save = async (kind) => {
    for (const button of buttons) button.disabled = true;
    try {
      const { blob, name } = await makeSheet(kind, whole(), (step) => (word.textContent = t(`picture.${step}`)));
      saveFile({ blob, name });
      word.textContent = t("picture.done", { name, size: formats.number(blob.size / 1e6) });
    } catch (error) {
      console.error(error);
      word.textContent = t("picture.failed");
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  };
  return el("div", {}, el("div", { class: "sheet-save" }, ...buttons), word);
}

function sizeSentence(scale, layout) {
  const { dpi, width, height } = sizeOf(layout);
  const metres = (length_mm) => formats.distance((length_mm / 1000) * scale);
  return t("picture.size", { width: metres(layout.map.width), height: metres(layout.map.height), dpi, pixels: `${width} × ${height}` });
}

/** The part of the map that no card covers: its middle and its size. */
function clearView() {
  const [left, top, right, bottom] = coveredEdges();
  const { clientWidth, clientHeight } = mapElement();
  return { x: (left + clientWidth - right) / 2, y: (top + clientHeight - bottom) / 2, width: clientWidth - left - right, height: clientHeight - top - bottom };
}

function middleOfView() {
  const { x, y } = clearView();
  return placeAt(x, y);
}

function scaleOfView({ paper, isWide, lat }) {
  const { width, height } = clearView();
  const pixel_m = metresOfPixel(camera().zoom) * shrinkage(lat || camera().lat);
  return scaleFor({ width_m: width * pixel_m, height_m: height * pixel_m }, layOut({ paper, isWide, hasLegend: true }).map);
}

/** A frame that is not whole on the screen is brought there. */
function bringIntoView(bbox) {
  const [west, south, east, north] = bbox;
  const clear = coveredEdges();
  if (isClear(west, north, clear) && isClear(east, south, clear)) return;
  showBox(bbox, { clear, maxZoom: 20 });
}

/** Hear when something is shown or hidden, by whatever lies around it. */
function followVisibility(element, { onShow, onHide }) {
  let wasVisible = false;
  new ResizeObserver(() => {
    if (isVisible(element) === wasVisible) return;
    wasVisible = !wasVisible;
    (wasVisible ? onShow : onHide)();
  }).observe(element);
}

const isVisible = (element) => element.getClientRects().length > 0;
