/** The groups of the tab, from the top down. Each: `() => {element, show?(known)}`. */

import { areasGroup } from "./areas.js";
import { compareGroup } from "./compare.js";
import { heatGroup } from "./heat.js";
import { timeGroup } from "./time.js";

const GROUPS = { areas: areasGroup, heat: heatGroup, time: timeGroup, compare: compareGroup };

export function figureGroups() {
  return Object.entries(GROUPS).map(([key, make]) => ({ key, ...make() }));
}
