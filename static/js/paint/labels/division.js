/** Names of communities and codes and names of grids: candidates for placement. */

import { colour } from "../palette.js";
import { isInside } from "../paths.js";
import { byZoom, isInFrame, toPixels } from "../plane.js";
import { boxAround } from "./placement.js";
import { fontOf, widthOf } from "./type.js";

const COMMUNITIES_UNTIL_ZOOM = 15.5;
const GRIDS_FROM_ZOOM = 13.25;
const EDGE_PX = 24; // nearer to the edge of the screen a name is cut

/** Names of communities while whole communities are on the screen: inside their borders if there is room. */
export function communityLabels(cells, frame) {
  if (frame.zoom >= COMMUNITIES_UNTIL_ZOOM) return [];
  const size = byZoom(frame.zoom, [[11, 11], [13, 13], [15, 17]]);
  const font = fontOf(size, 600);
  return cells.communities
    .filter(({ label }) => label && isInFrame(frame, ...label, 60))
    .map(({ code, name, label }) => {
      const at = toPixels(frame, ...label);
      const isHome = ([dx, dy]) => cells.gridAt(label[0] + dx / frame.scale, label[1] + dy / frame.scale)?.community === code;
      const offsets = spiral(size * 1.4, 4).filter((offset) => fitsOnScreen(frame, at, offset, widthOf(name, font)));
      return pointLabel(name, at, {
        font, size, priority: 90, offsets: [...offsets.filter(isHome), ...offsets.filter((offset) => !isHome(offset))],
        fill: colour("community-text"), halo: colour("label-halo"), haloWidth: 4,
      });
    });
}

/** Whether a text at an offset is whole on the screen, or its anchor is off the screen anyway. */
function fitsOnScreen({ width, height, margin }, [x, y], [dx, dy], textWidth) {
  const isOff = x < margin || x > width - margin || y < margin || y > height - margin;
  return isOff || (x + dx - textWidth / 2 > margin && x + dx + textWidth / 2 < width - margin);
}

/** The last digits of a grid's code while it is small on the screen, its name when there is room. */
export function gridLabels(cells, frame, { selection, unitsOfMetre }) {
  if (frame.zoom < GRIDS_FROM_ZOOM) return [];
  const size = byZoom(frame.zoom, [[13, 10], [15, 11.5], [17, 13]]);
  const font = fontOf(size, 500);
  const here = gridWithoutSight(cells, frame);
  const labels = cells.grids
    .filter((grid) => grid !== here && isInFrame(frame, ...grid.label, 40))
    .map((grid) => {
      const room = grid.room_m * unitsOfMetre * frame.scale;
      const text = textThatFits(namesOf(grid, cells.community(grid.community), frame.zoom), room, font);
      if (!text) return null;
      const d = Math.min(room * 0.6, 1.4 * size);
      return pointLabel(text, toPixels(frame, ...grid.label), {
        font, size, priority: selection?.kind === "grid" && selection.id === grid.code ? 100 : 60 + Math.min(room / 1000, 5),
        offsets: [[0, 0], [0, -d], [0, d], [-d, 0], [d, 0], [-d, -d], [d, d], [0, -2 * d], [0, 2 * d]],
        fill: colour("grid-text"), halo: colour("label-halo"), haloWidth: 3.5,
      });
    })
    .filter(Boolean);
  return here ? [labelAtCentre(here, frame, { size, font }), ...labels] : labels;
}

/** The grid in the middle of the screen when the place of its name is off the screen, as it is close up. */
function gridWithoutSight(cells, frame) {
  const here = cells.gridAt(...centreOf(frame));
  return here && !isInFrame(frame, ...here.label, -frame.margin - EDGE_PX) ? here : null;
}

/** The whole name, as near the middle of the screen as there is room in the grid. */
function labelAtCentre(grid, frame, { size, font }) {
  const [x, y] = centreOf(frame);
  const isHome = ([dx, dy]) => isInside(grid.rings, x + dx / frame.scale, y + dy / frame.scale);
  return pointLabel(grid.name, toPixels(frame, x, y), {
    font, size, priority: 95, offsets: spiral(size * 1.6, 6).filter(isHome),
    fill: colour("grid-text"), halo: colour("label-halo"), haloWidth: 3.5,
  });
}

function centreOf({ box: [west, north, east, south] }) {
  return [(west + east) / 2, (north + south) / 2];
}

/** Offsets from a point, nearest first: the point itself, then rings of places around it. */
function spiral(step, rings) {
  const offsets = [[0, 0]];
  for (let ring = 1; ring <= rings; ring++) {
    for (const [dx, dy] of [[0, -1], [0, 1], [-1.4, 0], [1.4, 0], [-1.2, -0.8], [1.2, 0.8], [-1.2, 0.8], [1.2, -0.8]]) {
      offsets.push([dx * ring * step, dy * ring * step]);
    }
  }
  return offsets;
}

/** A text about a point, which may also stand at offsets from it. */
export function pointLabel(text, [x, y], { size, offsets, priority, font, fill, halo, haloWidth }) {
  const width = widthOf(text, font);
  return {
    text, priority,
    at: offsets.map(([dx, dy]) => [x + dx, y + dy]),
    places: offsets.map(([dx, dy]) => [boxAround(x + dx, y + dy, width, size * 1.2)]),
    style: { font, fill, halo, haloWidth },
  };
}

/** A grid's name without the name of its community, which stands on the map already. */
export function shortName(grid, community) {
  const prefix = community?.name;
  return prefix && grid.name.startsWith(prefix) ? grid.name.slice(prefix.length).trim() || grid.name : grid.name;
}

/** From the longest to the shortest; close up the name of the community is nowhere else on the map. */
function namesOf(grid, community, zoom) {
  const names = [shortName(grid, community), grid.code.slice(-3)];
  return zoom >= COMMUNITIES_UNTIL_ZOOM ? [grid.name, ...names] : names;
}

/** The last resort may reach a little over the edge. */
function textThatFits(names, room, font) {
  return names.find((name, i) => widthOf(name, font) / 2 < room * (i === names.length - 1 ? 1.15 : 0.95)) ?? null;
}
