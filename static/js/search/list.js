/** The list under the search box: groups of options, of which one may be active, or a sentence instead. */

import { t } from "../page.js";
import { el, fill, icon } from "../ui/dom.js";
import { formats } from "../ui/words.js";
import { inGroups, parts } from "./results.js";

const ICONS = {
  grid: "waypoints", community: "building-2", leader: "user-round", secretary: "user-round", micro_grid_leader: "user-round", street: "route", address: "house",
  coordinates: "navigation", service_point: "landmark",
};

/** @param {{input: HTMLInputElement, choose: (result: object) => void}} box */
export function createList({ input, choose }) {
  const [card, list, note] = ["search-results", "search-list", "search-note"].map((id) => document.getElementById(id));
  let shown = [];
  let active = -1;

  const open = () => {
    card.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const close = () => {
    card.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  };
  const activate = (at) => {
    active = at;
    for (const [i, option] of list.querySelectorAll("[role=option]").entries()) {
      option.setAttribute("aria-selected", String(i === active));
      if (i === active) option.scrollIntoView({ block: "nearest" });
    }
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `search-option-${active}`);
  };
  const put = (groups, ...sentence) => {
    shown = groups.flatMap(({ results }) => results);
    let from = 0;
    const elements = groups.map(({ name, results }, i) => group(name, `search-group-${i}`, results.map((result) => option(result, from++, choose))));
    fill(list, ...elements);
    list.hidden = !elements.length;
    fill(note, ...sentence);
    note.hidden = !sentence.length;
    activate(-1);
    open();
  };

  return {
    open, close, activate,
    get isOpen() {
      return !card.hidden;
    },
    get shown() {
      return shown;
    },
    get active() {
      return active;
    },
    showResults: (results) => put(inGroups(results).map(({ kind, results: some }) => ({ name: t(`search.kind.${kind}`), results: some }))),
    showRecent: (places, forget) => put([{ name: t("search.recent"), results: places }], el("button", { class: "button", type: "button", onclick: forget }, t("search.forget"))),
    showSentence: (...sentence) => put([], ...sentence),
    /** Say that a search is under way; what was found before stays until then. */
    showBusy() {
      list.setAttribute("aria-busy", "true");
      if (!shown.length || card.hidden) put([], el("p", {}, t("search.busy")));
    },
    showDone: () => list.removeAttribute("aria-busy"),
  };
}

function group(name, id, options) {
  return el("div", { class: "search-group", role: "group", "aria-labelledby": id }, el("div", { class: "search-head", id, role: "presentation" }, name), ...options);
}

function option(result, at, choose) {
  const { kind, title, subtitle, matched = [], matched_subtitle: matchedSubtitle = [], distance_m: distance } = result;
  return el("div", {
    class: "search-result", role: "option", id: `search-option-${at}`, "aria-selected": "false", onclick: () => choose(result),
  },
  icon(ICONS[kind] ?? "map-pin"),
  el("span", { class: "search-text" },
    el("span", { class: "search-title" }, ...marked(title, matched)),
    kind === "coordinates" ? el("span", { class: "search-subtitle" }, datumWords(result)) : subtitle && el("span", { class: "search-subtitle" }, ...marked(subtitle, matchedSubtitle))),
  Number.isFinite(distance) && el("span", { class: "search-distance" }, formats.distance(distance)));
}

function marked(text, spans) {
  return parts(text, spans).map((part) => (part.fits ? el("mark", { class: "search-mark" }, part.text) : part.text));
}

function datumWords({ datum, subtitle }) {
  const known = ["WGS-84", "CGCS2000", "GCJ-02", "BD-09"];
  return known.includes(datum) ? t(`search.datum.${datum}`) : subtitle;
}
