/** The keyboard: "/" and Ctrl-K search, Escape closes what was opened last. */

import { view } from "../view/view.js";

export function startKeys({ search, panel }) {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea");
    const isShortcut = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (isShortcut || (event.key === "/" && !isTyping)) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape") {
      if (document.querySelector(".panel.is-open")) panel.close();
      else if (view.value.selection) view.update({ selection: null });
    }
  });
}
