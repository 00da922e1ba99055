/** The figures of the map are fetched when the tab or the address first asks for them. */

import { isShown } from "../../figures/state.js";
import { view } from "../../view/view.js";
import { tellOfFailure } from "../failure.js";

/**
 * @param {{scene: {call: Function}, repaint: () => void}} map
 * @returns {{bring(): Promise<object>, refresh(): void}} `refresh` says that there are other items
 */
export function figuresWhenAsked(map) {
  let desk = null;
  const bring = () => {
    desk ??= import("./desk.js").then(({ createDesk }) => createDesk(map)).catch((error) => {
      desk = null;
      throw error;
    });
    return desk;
  };
  const follow = ({ figures }) => {
    if (isShown(figures) && !desk) bring().catch((error) => tellOfFailure(error, () => follow(view.value)));
  };
  follow(view.value);
  view.subscribe(follow);
  return { bring, refresh: () => void desk?.then(({ refresh }) => refresh(), () => {}) };
}
