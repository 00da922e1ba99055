/** On a phone a sheet lies over the lower part of the map: what was in the middle is lifted into the part left free. */

import { moveBy } from "../map/leaflet.js";
import { coveredEdges, isPhone } from "./layout.js";

/** @returns {{up(): void, down(): void}} */
export function createLift() {
  let lifted_px = 0;
  const lift = (height_px) => {
    moveBy(0, height_px - lifted_px);
    lifted_px = height_px;
  };
  return {
    up() {
      if (!isPhone()) return;
      const [, top, , bottom] = coveredEdges();
      lift(Math.round((bottom - top) / 2));
    },
    down: () => lifted_px && lift(0),
  };
}
