/** What the filters let pass, as a file: which layer, which kind of file, how many rows. */

import { getFile, getJson, urlOf } from "../../fetch.js";
import { on, viewBox } from "../../map/leaflet.js";
import { page, t } from "../../page.js";
import { EXPORTED_ENDINGS, EXPORTED_LAYERS, exportQuery } from "../../view/exported.js";
import { view } from "../../view/view.js";
import { el, fill, icon } from "../dom.js";
import { failureSentence, formats } from "../words.js";
import { saveFile } from "./save_file.js";

const SETTLED_MS = 300;

export function dataGroup() {
  const layer = choice("share.layer", EXPORTED_LAYERS, (name) => t(`layer.${name.replace("-", "_")}`));
  const ending = choice("share.format", EXPORTED_ENDINGS, (name) => t(`format.${name}`));
  const onScreen = el("input", { type: "checkbox", class: "tick" });
  const word = el("p", { class: "filter-result", role: "status" });
  const button = el("button", { class: "button is-wide", type: "button", onclick: download }, icon("download"), t("share.download"));
  const element = el("div", { class: "share-data" },
    el("div", { class: "selects" }, layer.label, ending.label),
    el("label", { class: "tick-row" }, onScreen, t("share.on_screen")),
    el("p", { class: "quiet share-note" }, t("share.dxf_note")),
    word, button);
  const note = element.querySelector(".share-note");

  let asked = null;
  let timer = 0;
  let isSeen = false;

  const query = () => exportQuery(layer.value, view.value.filters, { now: Date.now(), box: onScreen.checked ? viewBox()[1] : null });
  const path = (rest) => page.urls.export.replace("{file}", `${layer.value}${rest}`);

  /** Say how many rows there are; the newest question alone is answered. */
  async function count() {
    asked?.abort();
    const mine = (asked = new AbortController());
    button.disabled = true;
    try {
      const wanted = query();
      const { count: rows, most } = wanted ? await getJson(urlOf(path("/count"), wanted), mine) : { count: 0, most: 0 };
      if (mine.signal.aborted) return;
      word.textContent = sentence(rows, most);
      button.disabled = rows === 0 || rows > most;
    } catch (error) {
      if (error.name === "AbortError") return;
      fill(word, failureSentence(error), " ", el("button", { class: "button", type: "button", onclick: count }, t("retry")));
    }
  }

  function sentence(rows, most) {
    if (rows === 0) return t("share.count_none");
    if (rows > most) return t("share.count_too_many", { n: formats.number(rows), most: formats.number(most) });
    return t("share.count", { n: formats.number(rows), layer: t(`layer.${layer.value.replace("-", "_")}`) });
  }

  async function download() {
    const wanted = query();
    if (!wanted) return;
    const counted = asked;
    const before = word.textContent;
    const tell = (sentence) => asked === counted && ((word.textContent = sentence), (button.disabled = false)); // else there is a newer count
    button.disabled = true;
    word.textContent = t("share.writing");
    try {
      saveFile(await getFile(urlOf(path(`.${ending.value}`), wanted)));
      tell(before);
    } catch (error) {
      tell(error.status === 503 ? t("share.busy") : failureSentence(error));
    }
  }

  function showNote() {
    note.hidden = ending.value !== "dxf";
  }

  /** Filters and the map change often, and the tab may not be open: ask when all is still, and somebody looks. */
  function later() {
    window.clearTimeout(timer);
    if (isSeen) timer = window.setTimeout(count, SETTLED_MS);
  }

  layer.select.addEventListener("change", count);
  onScreen.addEventListener("change", count);
  ending.select.addEventListener("change", showNote);
  view.subscribe((now, before) => now.filters !== before.filters && later());
  on("moveend", () => onScreen.checked && later());
  new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting && !isSeen) count();
    isSeen = isIntersecting;
  }).observe(element);
  showNote();
  return { element };
}

function choice(key, values, wordOf) {
  const select = el("select", { class: "field" }, ...values.map((value) => el("option", { value }, wordOf(value))));
  return {
    select,
    label: el("label", { class: "labelled" }, el("span", {}, t(key)), select),
    get value() {
      return select.value;
    },
  };
}

