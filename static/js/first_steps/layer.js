/** One layer's place: choose a file, watch it being checked, read the report, take it. */

import { page, t } from "../page.js";
import { el, fill, icon } from "../ui/dom.js";
import { columnsForm } from "./options.js";
import { message, reportOf } from "./report.js";
import { begin, cancel, clear, sendFile, stateOf } from "./server.js";

const ASK_AGAIN_MS = 500;

/**
 * @param {string} layer
 * @param {HTMLElement} place
 * @param {{refresh: () => Promise<void>}} around
 */
export function startLayer(layer, place, { refresh }) {
  let options = { named: {} };
  let watched = 0; // what is under way; a later one ends it

  resume();

  /** What lies on the server from before, also after the page was left. */
  async function resume() {
    await guarded(async () => show(await stateOf(layer)));
  }

  async function send(file) {
    const sending = new AbortController();
    const mine = ++watched;
    const line = el("span");
    const bar = el("progress", { max: 100, value: 0 });
    const told = (percent) => {
      bar.value = percent;
      line.textContent = t("steps.uploading", { name: file.name, percent });
    };
    told(0);
    fill(place, busy(line, bar, () => sending.abort()));
    options = { named: {} };
    try {
      await sendFile(layer, file, told, sending.signal);
    } catch (error) {
      if (error.name === "AbortError") return showChoice();
      return showChoice(error.message);
    }
    if (mine === watched) await work("try");
  }

  async function work(action) {
    await guarded(async () => show(await begin(layer, action, options)));
  }

  async function show(state) {
    const mine = ++watched;
    if (state.options) options = { ...state.options };
    while (state.state === "working" && mine === watched) {
      showWorking(state);
      await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
      state = await stateOf(layer);
    }
    if (mine !== watched) return;
    if (state.state === "none") showChoice();
    else if (state.state === "waiting") await work("try");
    else await showOutcome(state);
  }

  function showChoice(refusal) {
    const input = el("input", { type: "file", accept: page.endings.join(","), hidden: true, onchange: () => input.files[0] && send(input.files[0]) });
    const zone = el("div", { class: "drop" },
      input,
      el("button", { class: "button", type: "button", onclick: () => input.click() }, icon("plus"), t("steps.choose")),
      el("span", {}, t("steps.drop", { endings: ".geojson, .gpkg, .zip, .csv, .xlsx, .parquet" })),
    );
    acceptDrops(zone, send);
    fill(place, refusal && message("refused", refusal), zone);
  }

  function showWorking({ name, progress }) {
    const { step = "reading", done = 0, of = 0 } = progress ?? {};
    const bar = of ? el("progress", { max: of, value: done }) : el("progress");
    fill(place, busy(el("span", {}, t(`steps.${step}`, { name, done: done + 1, of })), bar, () => guarded(async () => show(await cancel(layer)))));
  }

  async function showOutcome({ name, action, outcome }) {
    if (outcome.is_taken) await refresh();
    const again = (changed) => ((options = changed), work("try"));
    fill(place, el("div", { class: "report", role: "status" },
      el("p", { class: "report-title" }, name),
      ...reportOf(layer, action, outcome),
      el("div", { class: "actions" }, ...buttons(outcome)),
      !outcome.is_taken && columnsForm(layer, outcome, options, again),
    ));
  }

  function buttons({ is_taken, refusal, report, division, repair }) {
    const another = el("button", { class: "button", type: "button", onclick: leave }, t(is_taken ? "steps.close" : "steps.another"));
    const retry = refusal && ["cancelled", "interrupted", "busy"].includes(refusal.reason) && button("steps.try_again", () => work("try"));
    if (is_taken || refusal) return [retry, another];
    const count = report.added + report.changed;
    if (!count) return [another];
    if (!division) return [button("steps.take", () => work("take"), { n: count }), another];
    if (repair) return [division.is_exact && button("steps.take_repair", () => work("take_repaired")), another];
    if (division.is_exact) return [button("steps.take_draft", () => work("take")), another];
    return [button("steps.propose", () => work("repair")), el("button", { class: "button", type: "button", onclick: () => work("take") }, t("steps.take_rough")), another];
  }

  const button = (key, onclick, values) => el("button", { class: "button is-main", type: "button", onclick }, t(key, values));

  async function leave() {
    watched++;
    await guarded(async () => show(await clear(layer)));
  }

  async function guarded(act) {
    try {
      await act();
    } catch (error) {
      watched++;
      fill(place, message("refused", error.message), el("div", { class: "actions" }, el("button", { class: "button", type: "button", onclick: resume }, icon("rotate-cw"), t("retry"))));
    }
  }
}

function busy(line, bar, stop) {
  return el("div", { class: "busy", role: "status" },
    el("div", { class: "busy-line" }, line, el("button", { class: "button", type: "button", onclick: stop }, t("steps.cancel"))),
    bar,
  );
}

function acceptDrops(zone, take) {
  zone.addEventListener("dragover", (event) => (event.preventDefault(), zone.classList.add("is-over")));
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
}
