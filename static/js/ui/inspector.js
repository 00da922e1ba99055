/** The card of what is selected: slides in at the right of a desktop, from the bottom of a phone. */

import { t } from "../page.js";
import { view } from "../view/view.js";
import { el, icon } from "./dom.js";
import { failureNote } from "./failure.js";
import { makeSheet } from "./sheet.js";

/**
 * @typedef {object} Card
 * @property {string} kind the small word above the title
 * @property {string} icon
 * @property {string} title
 * @property {Node | string | null} [subtitle]
 * @property {(Node | null)[]} body
 *
 * @param {Record<string, (id: string, signal: AbortSignal) => Promise<Card>>} cards by kind of selection
 */
export function startInspector(cards) {
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

  async function load({ kind, id }) {
    loading = new AbortController();
    const { signal } = loading;
    put(head({ kind: t(`kind.${kind}`), title: "", icon: "map-pin" }), el("div", { class: "state-note", "aria-busy": "true" }, el("p", {}, t("loading"))));
    try {
      const card = await cards[kind](id, signal);
      if (!signal.aborted) put(head(card), el("div", { class: "card-body" }, ...card.body.filter(Boolean)));
    } catch (error) {
      if (signal.aborted) return;
      put(head({ kind: t(`kind.${kind}`), title: "", icon: "circle-alert" }), failureNote(error, () => load({ kind, id })));
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
