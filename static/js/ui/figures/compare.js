/** Two periods compared: which ones, and where incidents rose and fell most. */

import { periodsOf } from "../../figures/periods.js";
import { PRESET_PERIODS } from "../../figures/state.js";
import { t } from "../../page.js";
import { view } from "../../view/view.js";
import { dateField } from "../date_field.js";
import { el, fill } from "../dom.js";
import { selectButton } from "../inspector.js";
import { formats } from "../words.js";
import { follow } from "./fields.js";
import { ask, shown } from "./shown.js";
import { valueWord } from "./wording.js";

const LISTED = 5;
const OWN = "own";
const KINDS = { grids: "grid", communities: "community" };
const FIELDS = ["since", "until", "sinceBefore", "untilBefore"];

export function compareGroup() {
  const buttons = [...PRESET_PERIODS, OWN].map((key) => el("button", { class: "segment", type: "button", onclick: () => choose(key) }, t(`periods.${key}`)));
  const days = {}; // as they stand in the fields
  const fields = Object.fromEntries(FIELDS.map((key) => [key, dateField(t(`periods.${key}`), (day) => takeOwn(key, day))]));
  const pairOf = (...keys) => el("div", { class: "dates" }, ...keys.map((key) => fields[key].element));
  const wrong = el("p", { class: "field-error", role: "alert", hidden: true }, t("periods.wrong"));
  const own = el("div", { class: "fields" }, pairOf("since", "until"), pairOf("sinceBefore", "untilBefore"), wrong);
  const table = el("div", {});

  function choose(key) {
    ask({ measure: "change", periods: key === OWN ? FIELDS.map((field) => days[field]).join("..") : key });
  }
  function showDay(key, day) {
    days[key] = day;
    fields[key].show(day);
  }
  function takeOwn(key, day) {
    showDay(key, day);
    const [since, until, sinceBefore, untilBefore] = FIELDS.map((field) => days[field]);
    wrong.hidden = [since, until, sinceBefore, untilBefore].every(Boolean) && since <= until && sinceBefore <= untilBefore;
    if (wrong.hidden) ask({ measure: "change", periods: [since, until, sinceBefore, untilBefore].join("..") });
  }
  const showTable = () => {
    const choropleth = shown.value.found?.choropleth;
    fill(table, view.value.figures.measure === "change" && choropleth?.isChange && tableOf(choropleth));
  };
  follow(({ figures: { measure, periods } }) => {
    const key = PRESET_PERIODS.includes(periods) ? periods : OWN;
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(measure === "change" && [...PRESET_PERIODS, OWN][i] === key)));
    own.hidden = measure !== "change" || key !== OWN;
    wrong.hidden = true;
    const asked = periodsOf(periods, formats.isoDay(Date.now()));
    for (const field of FIELDS) showDay(field, asked[field]);
    showTable();
  });
  shown.subscribe(showTable);
  return { element: el("div", { class: "fields" }, el("div", { class: "segments", role: "group", "aria-label": t("figures.compare") }, ...buttons), own, table) };
}

/** The largest rises and falls, each a way to its area. */
function tableOf({ areas, level }) {
  const sorted = [...areas].sort((a, b) => b.value - a.value || (a.code < b.code ? -1 : 1));
  const rises = sorted.filter(({ value }) => value > 0).slice(0, LISTED);
  const falls = sorted.filter(({ value }) => value < 0).slice(-LISTED).reverse();
  if (!rises.length && !falls.length) return el("p", { class: "quiet" }, t("periods.no_change"));
  const rows = (title, list) => list.length > 0 && el("tbody", {},
    el("tr", {}, el("th", { colspan: 4, scope: "rowgroup", class: "change-title" }, title)),
    ...list.map((area) => row(area, KINDS[level])));
  return el("table", { class: "change-table" },
    el("thead", {}, el("tr", {}, ...["area", "before", "now", "change"].map((key) => el("th", { scope: "col" }, t(`periods.column.${key}`))))),
    rows(t("periods.rises"), rises), rows(t("periods.falls"), falls));
}

function row({ code, name, value, counts: [now, before] }, kind) {
  return el("tr", {},
    el("td", {}, selectButton(kind, code, "change-area", name)),
    el("td", {}, formats.number(before)), el("td", {}, formats.number(now)), el("td", {}, valueWord("change", value)));
}
