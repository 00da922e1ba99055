/** What the map is narrowed to. */

import { moment, t } from "../page.js";
import { countChanged, DEFAULT_FILTERS } from "../view/filters.js";
import { PRESET_DAYS } from "../view/hash.js";
import { view } from "../view/view.js";
import { INCIDENT_GROUPS, STRUCTURE_STATES } from "../items/states.js";
import { categoryIcon } from "../items/icons.js";
import { dateField } from "./date_field.js";
import { el, icon } from "./dom.js";
import { incidentSwatch, structureSwatch } from "./legend.js";
import { formats, structureWord } from "./words.js";

/** @param {import("./panel.js").Known} known */
export function showFiltersTab(known) {
  const result = el("p", { class: "filter-result", role: "status" });
  const reset = el("button", { class: "button", type: "button", onclick: () => view.update({ filters: DEFAULT_FILTERS }) }, t("filters.reset"));
  const category = categoryField();
  const place = placeField();
  document.getElementById("sheet-filters").replaceChildren(
    section("time", timeField()),
    section("state", chips(INCIDENT_GROUPS, "groups", (group) => [incidentSwatch(group), t(`group.${group.key}`)]), overdueField()),
    section("category", category.element),
    section("place", place.element),
    section("structures", chips(STRUCTURE_STATES, "structureStates", (state) => [structureSwatch(state), structureWord(state.key)])),
    el("div", { class: "filter-foot" }, result, reset),
  );
  follow(({ filters }) => (reset.disabled = countChanged(filters) === 0));

  const show = ({ counts, places, categories }) => {
    if (counts) result.textContent = t("filters.result", { incidents: formats.number(counts.incidents), structures: formats.number(counts.structures) });
    place.show(places);
    category.show(categories);
  };
  show(known);
  return { show };
}

function set(changes) {
  view.update({ filters: { ...view.value.filters, ...changes } });
}

function follow(show) {
  show(view.value);
  view.subscribe((now, before) => now.filters !== before.filters && show(now));
}

function section(key, ...fields) {
  return el("section", { class: "group", "aria-label": t(`filters.${key}`) }, el("h2", { class: "group-title" }, t(`filters.${key}`)), ...fields);
}

function timeField() {
  const options = PRESET_DAYS.map((days) => segment(t("filters.days", { n: days }), () => set({ days, since: null, until: null })));
  const own = segment(t("filters.own_range"), () => set({ days: null, since: formats.isoDay(moment() - 30 * 86_400_000), until: formats.isoDay(moment()) }));
  const since = dateField(t("filters.since"), (day) => set({ days: null, since: day }));
  const until = dateField(t("filters.until"), (day) => set({ days: null, until: day }));
  const dates = el("div", { class: "dates" }, since.element, until.element);
  follow(({ filters }) => {
    options.forEach((option, i) => option.setAttribute("aria-pressed", filters.days === PRESET_DAYS[i]));
    own.setAttribute("aria-pressed", filters.days === null);
    dates.hidden = filters.days !== null;
    const today = formats.isoDay(moment());
    since.show(filters.since, { max: filters.until ?? today });
    until.show(filters.until, { min: filters.since, max: today });
  });
  return el("div", {}, el("div", { class: "segments", role: "group" }, ...options, own), dates);
}

function segment(word, onclick) {
  return el("button", { class: "segment", type: "button", onclick }, word);
}

function chips(options, list, contentOf) {
  const buttons = options.map((option) =>
    el("button", { class: "chip", type: "button", onclick: () => toggle(list, option.key) }, ...contentOf(option)));
  follow(({ filters }) => buttons.forEach((button, i) => button.setAttribute("aria-pressed", filters[list].includes(options[i].key))));
  return el("div", { class: "chips", role: "group" }, ...buttons);
}

function toggle(list, key) {
  const now = view.value.filters[list];
  set({ [list]: now.includes(key) ? now.filter((other) => other !== key) : [...now, key] });
}

function overdueField() {
  const input = el("input", { type: "checkbox", role: "switch", class: "switch", onchange: () => set({ onlyOverdue: input.checked }) });
  follow(({ filters }) => (input.checked = filters.onlyOverdue));
  return el("label", { class: "layer-row" }, el("span", {}, t("filters.only_overdue")), input);
}

function categoryField() {
  const element = el("div", { class: "tree" }, el("p", { class: "quiet" }, t("loading")));
  let shown = null;
  const show = (list) => {
    if (!list || list === shown) return;
    shown = list;
    const childrenOf = ({ code }) => list.filter(({ parent_code }) => parent_code === code);
    element.replaceChildren(...list.filter(({ parent_code }) => !parent_code).map((parent) => branch(parent, childrenOf(parent))));
  };
  return { element, show };
}

function branch(parent, children) {
  const leaves = el("ul", { class: "leaves", hidden: true }, ...children.map((child) => el("li", {}, tick(child, [child.label], [parent.code]))));
  const opener = el("button", {
    class: "icon-button opener", type: "button", "aria-expanded": "false", "aria-label": t("filters.open_category", { name: parent.label }),
    onclick: () => {
      leaves.hidden = !leaves.hidden;
      opener.setAttribute("aria-expanded", String(!leaves.hidden));
    },
  }, icon("chevron-right"));
  const row = tick(parent, [icon(categoryIcon(parent.name)), parent.label], children.map(({ code }) => code));
  return el("div", { class: "branch" }, el("div", { class: "branch-row" }, row, children.length > 0 && opener), leaves);
}

/** A ticked upper category stands for all of its own: the one or the others are chosen, never both. */
function tick({ code }, content, excluded) {
  const input = el("input", { type: "checkbox", class: "tick", onchange: () => choose() });
  const choose = () => {
    const kept = view.value.filters.categories.filter((other) => other !== code && !excluded.includes(other));
    set({ categories: input.checked ? [...kept, code] : kept });
  };
  follow(({ filters }) => (input.checked = filters.categories.includes(code)));
  return el("label", { class: "tick-row" }, input, ...content);
}

function placeField() {
  const community = select("filters.all_communities", (code) => set({ community: code, grid: null }));
  const grid = select("filters.all_grids", (code) => set({ grid: code }));
  let shown = null;
  const choose = ({ filters }) => {
    if (!shown) return;
    community.input.value = filters.community ?? "";
    const mine = shown.grids.filter((each) => each.community === filters.community || each.code === filters.grid);
    grid.fill(mine.map(({ code, name }) => [code, name]));
    grid.input.value = filters.grid ?? "";
    grid.input.disabled = mine.length === 0;
  };
  follow(choose);
  const show = (places) => {
    if (!places || places === shown) return;
    shown = places;
    community.fill(places.communities.map(({ code, name }) => [code, name]));
    choose(view.value);
  };
  const element = el("div", { class: "selects" },
    el("label", { class: "labelled" }, el("span", {}, t("community")), community.input),
    el("label", { class: "labelled" }, el("span", {}, t("grid")), grid.input));
  return { element, show };
}

function select(allKey, choose) {
  const input = el("select", { class: "field", onchange: () => choose(input.value || null) });
  return {
    input,
    fill: (options) => input.replaceChildren(el("option", { value: "" }, t(allKey)), ...options.map(([value, word]) => el("option", { value }, word))),
  };
}
