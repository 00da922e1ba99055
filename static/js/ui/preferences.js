/** The language of the page, and light or dark. */

import { t } from "../page.js";
import { el } from "./dom.js";
import { APPEARANCES, appearance, chooseAppearance } from "./theme.js";

export function startPreferences() {
  keepViewInLinks();
  offerAppearances();
  const fold = document.getElementById("preferences");
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    event.stopPropagation(); // closes this and nothing behind it
    fold.open = false;
    fold.querySelector("summary").focus();
  });
}

function keepViewInLinks() {
  for (const link of document.querySelectorAll(".languages a")) link.addEventListener("click", () => (link.hash = location.hash));
}

function offerAppearances() {
  const buttons = APPEARANCES.map((each) =>
    el("button", { class: "segment", type: "button", onclick: () => (chooseAppearance(each), show()) }, t(`appearance.${each}`)));
  const show = () => buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(APPEARANCES[i] === appearance())));
  show();
  document.getElementById("appearance").append(...buttons);
}
