/** The slider over the days: played or stepped through, with a bar for each day's incidents. */

import { WINDOWS } from "../../figures/state.js";
import { addDays } from "../../figures/days.js";
import { t } from "../../page.js";
import { view } from "../../view/view.js";
import { el, icon } from "../dom.js";
import { onThemeChange } from "../theme.js";
import { formats } from "../words.js";
import { drawDayBars } from "./day_bars.js";
import { follow, segments } from "./fields.js";
import { foot } from "./foot.js";
import { ask, shown } from "./shown.js";

const SPEEDS = [1, 2, 4]; // days a second
const SECOND_MS = 1000;

/** Made once; it is there while a day is in the view. */
export function showTimeBar() {
  const parts = partsOf({ play: () => (timer ? pause() : play()), step, go, changeSpeed });
  const { bar, title, range, bars, speed, playButton } = parts;
  foot().append(bar);
  let days = [];
  let timer = null;
  let pace = 0;

  function go(i) {
    if (days.length) ask({ day: days[Math.min(Math.max(i, 0), days.length - 1)] });
  }
  function step(by) {
    pause();
    go(Number(range.value) + by);
  }
  function play() {
    if (Number(range.value) >= days.length - 1) go(0);
    timer = setInterval(playOn, SECOND_MS / SPEEDS[pace]);
    showPlaying();
  }
  /** A large town may need longer for a day than it is shown. */
  function playOn() {
    const at = Number(range.value);
    if (days[at] !== view.value.figures.day) return;
    if (at < days.length - 1) go(at + 1);
    else pause();
  }
  function pause() {
    clearInterval(timer);
    timer = null;
    showPlaying();
  }
  function changeSpeed() {
    pace = (pace + 1) % SPEEDS.length;
    speed.textContent = t("figures.speed", { n: SPEEDS[pace] });
    if (timer) {
      pause();
      play();
    }
  }
  function showPlaying() {
    playButton.replaceChildren(icon(timer ? "pause" : "play"));
    playButton.setAttribute("aria-label", t(timer ? "figures.pause" : "figures.play"));
  }
  const showDays = () => {
    const timeline = shown.value.found?.timeline;
    if (!view.value.figures.day) return;
    if (!timeline) return void (title.textContent = t("figures.counting"));
    days = timeline.days;
    Object.assign(range, { max: String(days.length - 1), value: String(timeline.at) });
    const { window } = view.value.figures;
    const first = Math.max(0, timeline.at - window + 1);
    const count = timeline.counts.slice(first, timeline.at + 1).reduce((sum, n) => sum + n, 0);
    title.replaceChildren(el("b", {}, dayWord(days[timeline.at], window)), el("span", {}, t("figures.n_incidents", { n: formats.number(count) })));
    range.setAttribute("aria-valuetext", title.innerText.replace(/\s+/g, " "));
    drawDayBars(bars, timeline.counts, first, timeline.at);
  };
  showPlaying();
  speed.textContent = t("figures.speed", { n: SPEEDS[pace] });
  follow(({ figures }) => {
    bar.hidden = !figures.day;
    if (!figures.day && timer) pause();
  });
  shown.subscribe(({ found }) => {
    const { day } = view.value.figures;
    if (day && found?.timeline && found.timeline.days[found.timeline.at] !== day) ask({ day: found.timeline.days[found.timeline.at] });
    else showDays();
  });
  onThemeChange(showDays);
  new ResizeObserver(showDays).observe(bars);
}

/** The elements, with what they do. */
function partsOf({ play, step, go, changeSpeed }) {
  const button = (name, word, onclick, className = "") => el("button", { class: `icon-button ${className}`, type: "button", "aria-label": word, title: word, onclick }, icon(name));
  const title = el("p", { class: "time-day" });
  const range = el("input", { class: "time-range", type: "range", min: 0, max: 0, step: 1, "aria-label": t("figures.day"), oninput: () => go(Number(range.value)) });
  const bars = el("canvas", { class: "time-bars", "aria-hidden": "true", onclick: (event) => go(Math.floor((event.offsetX / bars.clientWidth) * (Number(range.max) + 1))) });
  const playButton = button("play", t("figures.play"), play, "time-play");
  const speed = el("button", { class: "button time-speed", type: "button", title: t("figures.speed_title"), onclick: changeSpeed });
  const bar = el("section", { class: "time-bar card", "aria-label": t("figures.time"), hidden: true },
    el("div", { class: "time-row" }, playButton, button("chevron-left", t("figures.day_back"), () => step(-1)), button("chevron-right", t("figures.day_on"), () => step(1)),
      title, button("x", t("figures.time_close"), () => ask({ day: null }), "time-close")),
    range, bars,
    el("div", { class: "time-row" }, segments("window", WINDOWS.map((n) => [n, t(`figures.window_${n}`)]), t("figures.window")), speed));
  bar.addEventListener("keydown", (event) => {
    const act = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => go(0), End: () => go(Number(range.max)) }[event.key];
    if (!act || event.target === range) return;
    event.preventDefault();
    act();
  });
  return { bar, title, range, bars, speed, playButton };
}

/** A day, or the days up to it. */
function dayWord(day, window) {
  return window === 1 ? formats.day(day) : t("figures.from_to", { since: formats.day(addDays(day, 1 - window)), until: formats.day(day) });
}
