/** The groups of the tab, from the top down. Each: `() => {element, show?(known)}`. */

import { areasGroup } from "./areas.js";

const GROUPS = { areas: areasGroup };

export function figureGroups() {
  return Object.entries(GROUPS).map(([key, make]) => ({ key, ...make() }));
}
