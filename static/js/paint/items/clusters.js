/** How many incidents look that lie too close to be told apart. */

import { colour } from "../palette.js";
import { drawText, fontOf } from "../labels/type.js";
import { INCIDENT_GROUPS } from "../../items/states.js";

/**
 * A disc with its number, ringed by the shares of the states in it; overdue in front.
 * @param {{count: number, r: number, tally: {overdue: number, groups: number[]}}} cluster `groups` by place
 *   in INCIDENT_GROUPS
 */
export function drawCluster(ctx, x, y, { count, r, tally }) {
  disc(ctx, x, y, r + 1.5, "symbol-edge");
  disc(ctx, x, y, r, "cluster");
  ctx.lineWidth = 3.5;
  ctx.lineCap = "butt";
  let from = -Math.PI / 2;
  for (const [token, n] of sharesOf(tally)) {
    const to = from + (2 * Math.PI * n) / count;
    ctx.beginPath();
    ctx.arc(x, y, r - 1.75, from, to);
    ctx.strokeStyle = colour(token);
    ctx.stroke();
    from = to;
  }
  drawText(ctx, String(count), x, y + 0.5, { font: fontOf(count < 100 ? 11.5 : 11, 600), fill: colour("cluster-text") });
}

function disc(ctx, x, y, r, token) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = colour(token);
  ctx.fill();
}

function sharesOf(tally) {
  const states = INCIDENT_GROUPS.map(({ key }, i) => [`state-${key}`, tally.groups[i]]);
  return [["overdue", tally.overdue], ...states].filter(([, n]) => n > 0);
}
