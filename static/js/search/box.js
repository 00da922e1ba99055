/** The search box: results as one types, chosen by key or pointer; what was chosen last while it is empty. */

import { getJson, urlOf } from "../fetch.js";
import { camera } from "../map/leaflet.js";
import { page, t } from "../page.js";
import { el } from "../ui/dom.js";
import { failureSentence } from "../ui/words.js";
import { parseCoordinates } from "./coordinates.js";
import { createList } from "./list.js";
import { createRecent } from "./recent.js";

const PAUSE_MS = 180;
const BUSY_MS = 250;

/** @param {(result: object) => void} goTo */
export function startSearch(goTo) {
  const [form, input, clear] = ["search", "search-input", "search-clear"].map((id) => document.getElementById(id));
  const recent = createRecent(page.town.code, () => localStorage);
  const list = createList({ input, choose });
  let asking = null;
  let timer = 0;

  function choose(result) {
    recent.add(result);
    leave();
    goTo(result);
  }

  function leave() {
    asking?.abort();
    clearTimeout(timer);
    list.showDone();
    list.close();
    input.blur();
    showClear();
  }

  function showClear() {
    clear.hidden = !input.value && !list.isOpen;
  }

  function showEmpty() {
    const places = recent.list();
    if (places.length) list.showRecent(places, () => (recent.clear(), showEmpty(), input.focus()));
    else list.showSentence(el("p", {}, t("search.hint")));
  }

  async function ask() {
    asking?.abort();
    list.showDone();
    const text = input.value.trim();
    if (!text) return showEmpty();
    const positions = parseCoordinates(text, page.bounds);
    if (positions.length) return list.showResults(positions.map(asResult));
    asking = new AbortController();
    const { signal } = asking;
    const busy = setTimeout(list.showBusy, BUSY_MS);
    try {
      const { lon, lat } = camera();
      const { results } = await getJson(urlOf(page.urls.search, { q: text, lon: lon.toFixed(5), lat: lat.toFixed(5) }), { signal });
      if (signal.aborted) return;
      if (results.length) list.showResults(results);
      else list.showSentence(el("p", {}, t("search.none")));
    } catch (error) {
      if (error.name === "AbortError" || signal.aborted) return;
      list.showSentence(el("p", {}, failureSentence(error)), el("button", { class: "button", type: "button", onclick: ask }, t("retry")));
    } finally {
      clearTimeout(busy);
      if (!signal.aborted) list.showDone();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    showClear();
    if (input.value.trim()) timer = setTimeout(ask, PAUSE_MS);
    else ask();
  });
  input.addEventListener("focus", () => {
    if (!input.value.trim()) showEmpty();
    else if (list.shown.length) list.open();
    showClear();
  });
  input.addEventListener("keydown", (event) => moveByKey(event, list, leave));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (list.active < 0) {
      const typed = input.value;
      clearTimeout(timer);
      await ask();
      if (input.value !== typed) return; // typed on meanwhile: what is found belongs to that
    }
    const result = list.shown[Math.max(list.active, 0)];
    if (result && (input.value.trim() || list.active >= 0)) choose(result);
  });
  clear.addEventListener("click", () => {
    if (!input.value) return leave();
    input.value = "";
    input.focus();
    ask();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".topbar")) return;
    list.close();
    showClear();
  });
  form.parentElement.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !relatedTarget.closest(".topbar")) list.close();
    showClear();
  });
  return { focus: () => (input.focus(), input.select()) };
}

/** Up and down go round; Home and End go to the first and last once one is active; Escape closes, then leaves. */
function moveByKey(event, list, leave) {
  if (event.isComposing) return; // the keys belong to the input method
  const last = list.shown.length - 1;
  if (event.key === "Escape") {
    event.stopPropagation();
    event.preventDefault(); // or the browser would empty the box
    if (list.isOpen) list.close();
    else leave();
    return;
  }
  const to = {
    ArrowDown: list.active < last ? list.active + 1 : 0,
    ArrowUp: list.active > 0 ? list.active - 1 : last,
    Home: list.active < 0 ? null : 0,
    End: list.active < 0 ? null : last,
  }[event.key];
  if (last < 0 || to === undefined || to === null) return;
  event.preventDefault();
  list.open();
  list.activate(to);
}

function asResult({ lon, lat, datum }) {
  return { kind: "coordinates", title: `${lon.toFixed(6)}, ${lat.toFixed(6)}`, subtitle: datum, lon, lat, datum, code: null, id: null, bbox: null };
}
