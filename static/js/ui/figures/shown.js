/** What the map shows of figures, for all parts of the page that look at it. */

import { MAIN_SERVICE } from "../../items/states.js";
import { createStore } from "../../store.js";
import { view } from "../../view/view.js";

/** `found` is what the scene worked out, null while it does. */
export const shown = createStore({ found: null });

/** Change some of what is asked for. */
export function ask(changes) {
  view.update({ figures: { ...view.value.figures, ...changes } });
}

/** The kind of service points that distances are shown to. */
export const serviceOf = ({ service }) => service ?? MAIN_SERVICE;
