/** The search box: results as one types, chosen by key or pointer. */

import { getJson, urlOf } from "../fetch.js";
import { page, t } from "../page.js";
import { el, fill, icon } from "../ui/dom.js";
import { failureSentence } from "../ui/words.js";
import { parseCoordinates } from "./coordinates.js";

const PAUSE_MS = 180;
const ICONS = {
  grid: "waypoints", community: "building-2", leader: "user-round", secretary: "user-round", micro_grid_leader: "user-round", street: "route", address: "house",
  coordinates: "navigation", service_point: "landmark",
};

/** @param {(result: object) => void} choose */
export function startSearch(choose) {
  const [form, input, list, clear] = ["search", "search-input", "search-results", "search-clear"].map((id) => document.getElementById(id));
  let results = [];
  let active = -1;
  let asking = null;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const open = (...content) => {
    fill(list, ...content);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const pick = (i) => {
    if (!results[i]) return;
    close();
    input.blur();
    choose(results[i]);
  };
  const highlight = (i) => {
    active = (i + results.length) % results.length;
    list.querySelectorAll("[role=option]").forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === active));
      if (at === active) option.scrollIntoView({ block: "nearest" });
    });
    input.setAttribute("aria-activedescendant", `search-result-${active}`);
  };
  const show = (found) => {
    [results, active] = [found, -1];
    if (!found.length) return open(el("p", { class: "search-note" }, t("search.none")));
    open(...found.map((result, i) => option(result, i, pick)));
  };
  const ask = async () => {
    asking?.abort();
    const text = input.value.trim();
    if (!text) return close();
    const typed = parseCoordinates(text, page.bounds);
    if (typed) return show([{ kind: "coordinates", title: `${typed.lon}, ${typed.lat}`, subtitle: t("search.coordinates"), ...typed }]);
    asking = new AbortController();
    try {
      show((await getJson(urlOf(page.urls.search, { q: text }), { signal: asking.signal })).results);
    } catch (error) {
      if (error.name === "AbortError") return;
      results = [];
      open(el("div", { class: "search-note" }, el("p", {}, failureSentence(error)), el("button", { class: "button", type: "button", onclick: ask }, t("retry"))));
    }
  };

  input.addEventListener("input", () => {
    clear.hidden = !input.value;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("focus", () => input.value && results.length && (list.hidden = false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (list.hidden) input.blur();
      close();
      event.stopPropagation();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && results.length) {
      event.preventDefault();
      highlight(active + (event.key === "ArrowDown" ? 1 : -1));
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (active < 0) await ask();
    pick(Math.max(active, 0));
  });
  clear.addEventListener("click", () => {
    input.value = "";
    clear.hidden = true;
    close();
    input.focus();
  });
  document.addEventListener("pointerdown", (event) => !event.target.closest(".topbar") && close());
  return { focus: () => input.select() };
}

function option(result, i, pick) {
  return el("button", {
    class: "search-result", type: "button", role: "option", id: `search-result-${i}`, tabindex: "-1", "aria-selected": "false",
    onclick: () => pick(i),
  },
  icon(ICONS[result.kind] ?? "map-pin"),
  el("span", { class: "search-text" }, el("span", { class: "search-title" }, result.title), el("span", { class: "search-subtitle" }, result.subtitle)),
  el("span", { class: "search-kind" }, t(`search.kind.${result.kind}`)));
}
