/** What a check or a take did, in words: counts, reasons, defects with their places. */

import { hasText, page, t } from "../page.js";
import { el, icon } from "../ui/dom.js";
import { addressOf } from "./server.js";

const numbers = new Intl.NumberFormat(page.lang);
const areas = new Intl.NumberFormat(page.lang, { maximumFractionDigits: 1 });
const n = (value) => numbers.format(value);

/** The elements of a report, from the top down. */
export function reportOf(layer, action, { refusal, report, division, repair, is_taken }) {
  if (refusal) return [message("refused", refusalSentence(refusal))];
  return [
    outcomeLine(report, division, is_taken),
    counts(report),
    ...report.warnings.map((warning) => message("note", warning)),
    rejected(layer, report),
    ...(division ? divisionOf(layer, action, division, repair) : []),
    !is_taken && el("p", { class: "quiet" }, t("steps.no_change")),
  ];
}

function refusalSentence({ reason, text }) {
  return text || (hasText(`refused.${reason}`) ? t(`refused.${reason}`) : t("refused.crashed"));
}

function outcomeLine({ added, changed, unchanged }, division, isTaken) {
  if (isTaken) return message("done", t(division ? "steps.taken_draft" : "steps.taken"));
  if (division && !division.is_new) return message("note", t("steps.same_plan", { plan: division.plan }));
  if (!added && !changed) return message(unchanged ? "note" : "refused", t(unchanged ? "steps.all_here" : "steps.nothing_to_take"));
  return null;
}

function counts({ read, added, changed, unchanged, rejected, rules }) {
  const assigned = Object.entries(rules).map(([rule, count]) => t(`rule.${rule}`, { n: n(count) })).join(" · ");
  return el("div", { class: "counts" },
    el("span", {}, t("steps.rows", { n: n(read) })),
    el("span", {}, t("steps.added", { n: n(added) })),
    changed > 0 && el("span", {}, t("steps.changed", { n: n(changed) })),
    unchanged > 0 && el("span", {}, t("steps.unchanged", { n: n(unchanged) })),
    el("span", { class: rejected ? "is-bad" : null }, t("steps.rejected", { n: n(rejected) })),
    assigned && el("span", { class: "quiet" }, t("steps.rules", { rules: assigned })),
  );
}

function rejected(layer, { rejected, rows }) {
  if (!rejected) return null;
  return el("section", {},
    el("h3", {}, t("steps.rejected_title")),
    el("ul", { class: "lines", tabindex: 0 }, ...rows.map(({ number, reason, values }) =>
      el("li", {}, el("strong", {}, t("steps.rejected_row", { number: n(number) })), el("span", {}, reason), el("span", { class: "quiet" }, values.join(" · "))),
    )),
    rejected > rows.length && el("p", { class: "quiet" }, t("steps.rejected_more", { n: n(rejected - rows.length) })),
    el("p", {}, el("a", { href: addressOf(layer, "rejected"), download: true }, t("steps.rejected_file"))),
  );
}

function divisionOf(layer, action, division, repair) {
  const verdict = division.is_exact ? "seamless" : division.is_seamless ? "not_exact" : "not_seamless";
  return [
    repair && repairOf(layer, repair),
    message(division.is_exact ? "done" : "refused", t(`steps.${verdict}`, { n: n(division.grids) })),
    repair && !division.is_exact && el("p", {}, t("steps.repair_still")),
    division.new_communities > 0 && el("p", {}, t("steps.new_communities", { n: n(division.new_communities) })),
    lines(division.defects.map(defectLine), sum(division.counts) - division.defects.length),
    lines(division.notes.filter(({ kind }) => hasText(`note.${kind}`)).map(noteLine), 0),
  ];
}

function repairOf(layer, { count, moved_m2, changes }) {
  return el("section", {},
    el("p", {}, count ? t("steps.repair", { count: n(count), area: areas.format(moved_m2) }) : t("steps.repair_nothing")),
    lines(changes.map(({ from, to, area_m2, at }) => el("li", {},
      el("span", {}, t("steps.moves", { area: areas.format(area_m2), from: from ?? t("steps.no_grid"), to: to ?? t("steps.no_grid") })), place(at))), count - changes.length),
    el("p", {}, el("a", { href: addressOf(layer, "repaired"), download: true }, t("steps.repair_file"))),
  );
}

function defectLine({ kind, cells, area_m2, at }) {
  return el("li", {},
    el("strong", {}, t(`defect.${kind}`)),
    area_m2 > 0 && el("span", {}, `${areas.format(area_m2)} m²`),
    el("span", {}, cells.join(", ")),
    place(at),
  );
}

function noteLine({ kind, cells, parent, at }) {
  return el("li", {}, el("span", {}, `${cells.join(", ")} ${t(`note.${kind}`)} ${parent ?? ""}`), place(at));
}

function place(at) {
  return at && el("span", { class: "quiet" }, t("steps.place", { lon: at[0].toFixed(6), lat: at[1].toFixed(6) }));
}

function lines(items, hidden) {
  if (!items.length) return null;
  return el("div", {}, el("ul", { class: "lines", tabindex: 0 }, ...items), hidden > 0 && el("p", { class: "quiet" }, t("steps.more", { n: n(hidden) })));
}

/** A sentence that stands out: done, refused, or worth a note. */
export function message(kind, sentence) {
  return el("p", { class: `message is-${kind}` }, icon(kind === "done" ? "check" : "circle-alert"), el("span", {}, sentence));
}

const sum = (counted) => Object.values(counted).reduce((total, count) => total + count, 0);
