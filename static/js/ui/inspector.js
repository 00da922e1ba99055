/** The card of what is selected: slides in at the right of a desktop, from the bottom of a phone. */

import { t } from "../page.js";
import { view } from "../view/view.js";
import { el, icon } from "./dom.js";
import { failureNote } from "./failure.js";
import { makeSheet } from "./sheet.js";

/** Each kind's card is fetched when the first of it is opened. */
const CARDS = {
  grid: async () => (await import("./cards/grid.js")).gridCard,
  community: async () => (await import("./cards/community.js")).communityCard,
  incident: async () => (await import("./cards/incident.js")).incidentCard,
  illegal_structure: async () => (await import("./cards/structure.js")).structureCard,
  service_point: async () => (await import("./cards/service_point.js")).servicePointCard,
  place: async () => (await import("./cards/place.js")).placeCard,
  several: async () => (await import("./cards/lists.js")).severalCard,
  unassigned: async () => (await import("./cards/lists.js")).unassignedCard,
  me: async () => (await import("./cards/place.js")).myPositionCard,
};

/**
 * @typedef {object} Card
 * @property {string} kind the small word above the title
 * @property {string} icon
 * @property {string} title
 * @property {Node | string | null} [subtitle]
 * @property {(Node | null)[]} body
 * @property {object | null} [geometry] GeoJSON, where the thing lies
 * @property {{kind: string, id: string} | null} [outlined] what the map shows in the thing's stead
 *
 * @param {object} facts what cards need to know besides: the categories, where I am
 * @param {(selection: object, card: Card) => void} onShown
 */
export function startInspector(facts, onShown) {
  const section = document.getElementById("inspector");
  const sheet = makeSheet(section, { onClose: () => view.update({ selection: null }) });
  let loading = null;
  let opener = null;

  function show({ selection }) {
    loading?.abort();
    document.documentElement.classList.toggle("has-inspector", Boolean(selection));
    if (!selection) {
      const hadFocus = section.contains(document.activeElement);
      section.hidden = true;
      if (hadFocus) opener?.focus();
      return;
    }
    if (section.hidden) opener = document.activeElement;
    section.hidden = false;
    load(selection);
  }

  async function load(selection) {
    const { kind } = selection;
    loading = new AbortController();
    const { signal } = loading;
    put(head({ kind: t(`kind.${kind}`), title: "", icon: "map-pin" }), el("div", { class: "state-note", "aria-busy": "true" }, el("p", {}, t("loading"))));
    try {
      const makeCard = await CARDS[kind]();
      const card = await makeCard(selection, signal, facts);
      if (signal.aborted) return;
      put(head(card), el("div", { class: "card-body" }, ...card.body.filter(Boolean)));
      onShown(selection, card);
    } catch (error) {
      if (signal.aborted) return;
      put(head({ kind: t(`kind.${kind}`), title: "", icon: "circle-alert" }), failureNote(error, () => load(selection)));
    }
  }

  function put(...children) {
    section.replaceChildren(...children);
    sheet.keepGrip();
    section.scrollTop = 0;
  }

  function head(card) {
    return el("header", { class: "card-head" },
      el("p", { class: "card-kind" }, icon(card.icon), card.kind),
      el("h2", { class: "card-title" }, card.title),
      card.subtitle && el("p", { class: "card-subtitle" }, card.subtitle),
      el("button", { class: "icon-button card-close", type: "button", "aria-label": t("close"), onclick: () => view.update({ selection: null }) }, icon("x")));
  }

  view.subscribe((now, before) => now.selection !== before.selection && show(now));
  show(view.value);
}

/** A button that selects something else. */
export function selectButton(kind, id, className, ...content) {
  return el("button", { class: className, type: "button", onclick: () => view.update({ selection: { kind, id: String(id) } }) }, ...content);
}
