/** Why an item belongs to its grid, in plain words. */

import { t } from "../../page.js";
import { el } from "../dom.js";
import { formats } from "../words.js";
import { facts, part } from "./parts.js";

const BY_LOCATION = "location";
const WITHOUT_GRID = ["outside", "no_position"];
const MEASURED = ["inside", "near", "outside", "hand"];

/** @param {object} assignment as the API tells it */
export function whyPart(assignment) {
  if (!assignment) return null;
  const { plan, candidates, runner_up: runnerUp, datum, accuracy_m, decided_by: decider, since } = assignment;
  const hasPosition = assignment.rule !== "no_position";
  return part(t(WITHOUT_GRID.includes(assignment.rule) ? "why_none" : "why"),
    el("p", {}, sentenceOf(assignment)),
    candidates?.length > 1 && shares(candidates, assignment.rule),
    facts([
      [t("why.edge_distance"), isNumber(assignment.edge_distance_m) && MEASURED.includes(assignment.rule) ? formats.distance(assignment.edge_distance_m) : null],
      [t("why.runner_up"), runnerUp?.name],
      [t("why.datum"), hasPosition ? datum : null],
      [t("why.accuracy"), isNumber(accuracy_m) ? `± ${formats.distance(accuracy_m)}` : null],
      [t("why.plan"), plan?.number ? t("plan_number", { number: plan.number }) : null],
      [t("why.decided_by"), hasPosition || decider !== BY_LOCATION ? deciderWord(decider) : null],
      [t("why.since"), since ? formats.moment(since) : null],
    ]));
}

function sentenceOf({ rule, edge_distance_m, candidates, decided_by, reason }) {
  const values = {
    distance: isNumber(edge_distance_m) ? formats.distance(edge_distance_m) : "",
    share: candidates?.[0] ? formats.share(candidates[0].share) : "",
    who: decided_by ?? "",
    reason: reason ?? "",
  };
  return t(`rule.${sharperRule(rule, candidates ?? [])}`, values);
}

/** Inside, but perhaps next door; a share that is the whole. */
function sharperRule(rule, candidates) {
  if (rule === "inside" && candidates.length > 1) return "doubt";
  return rule === "share" && candidates.length === 1 ? "whole" : rule;
}

/** Candidates with their shares as bars. */
function shares(candidates, rule) {
  return el("ul", { class: "shares" }, ...candidates.map(({ name, share, size }, i) => {
    const bar = el("span", { class: "share-bar" });
    bar.style.setProperty("--share", `${Math.round(share * 100)}%`);
    const amount = rule === "share" && isNumber(size) ? `${formats.share(share)} · ${formats.area(size)}` : formats.share(share);
    return el("li", { class: i === 0 ? "share is-first" : "share" }, el("span", { class: "share-name" }, name), el("span", { class: "share-value" }, amount), bar);
  }));
}

function deciderWord(decider) {
  return decider === BY_LOCATION ? t("why.by_position") : decider;
}

function isNumber(value) {
  return typeof value === "number";
}
