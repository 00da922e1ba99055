/** The keyboard: "/" searches, Escape closes what was opened last. */

import { view } from "../view/view.js";

export function startKeys({ search, panel }) {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape") {
      if (document.querySelector(".panel.is-open")) panel.close();
      else if (view.value.selection) view.update({ selection: null });
    }
  });
}
