/** A card that, on a phone, lies at the bottom: dragged up to fill the screen, dragged down to close. */

import { el } from "./dom.js";
import { isPhone } from "./layout.js";

const CLOSE_PX = 90;

/** @param {HTMLElement} card */
export function makeSheet(card, { onClose }) {
  const grip = el("div", { class: "grip", "aria-hidden": "true" });
  card.prepend(grip);
  card.classList.add("is-sheet");
  let start = null;

  card.addEventListener("pointerdown", (event) => {
    const isHandle = event.target.closest(".grip, .panel-head, .card-head") && !event.target.closest("button, a");
    if (!isPhone() || !isHandle) return;
    start = event.clientY;
    card.setPointerCapture(event.pointerId);
    card.classList.add("is-dragged");
  });
  card.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const dy = event.clientY - start;
    card.style.transform = `translateY(${dy < 0 && card.classList.contains("is-tall") ? 0 : Math.max(dy, -40)}px)`;
  });
  for (const end of ["pointerup", "pointercancel"]) card.addEventListener(end, (event) => {
    if (start === null) return;
    const dy = event.clientY - start;
    start = null;
    card.classList.remove("is-dragged");
    card.style.transform = "";
    if (dy < -24) card.classList.add("is-tall");
    else if (dy > CLOSE_PX && !card.classList.contains("is-tall")) close();
    else if (dy > 40) card.classList.remove("is-tall");
  });

  function close() {
    card.classList.remove("is-tall");
    onClose();
  }
  return { open: () => card.classList.remove("is-tall"), close, keepGrip: () => card.prepend(grip) };
}
