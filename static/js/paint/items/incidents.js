/** Incidents on the map: clustered while they are many, one symbol each close up. */

import { byZoom, drawInPixels, isInFrame, scaleOf, toPixels } from "../plane.js";
import { INCIDENT_GROUPS } from "../../items/states.js";
import { drawCluster } from "./clusters.js";
import { clusterPoints } from "./clustering.js";
import { stampIncident } from "./symbols.js";

const CLUSTER_PX = 46;
export const LAST_CLUSTERED_ZOOM = 16;
const ZOOMS = 32; // a cluster's id holds its zoom and its place among the clusters of that zoom
const REACH_PX = 30; // as far as a symbol reaches over the edge of a picture
const SYMBOLS_A_STEP = 60;
const NONE = { n: 0, id: [], lon: [], lat: [] };

/**
 * @param {import("../plane.js").Plane} plane
 * @param {(category: string) => string} iconOf
 */
export function createIncidents(plane, iconOf) {
  let incidents = NONE;
  let xs, ys;
  let rows = new Uint32Array();
  const byZoomLevel = new Map();

  return {
    get all() {
      return incidents;
    },
    /** @param {import("../../items/columns.js").Incidents} columns */
    set(columns) {
      incidents = columns;
      [xs, ys] = [new Float64Array(columns.n), new Float64Array(columns.n)];
      for (let row = 0; row < columns.n; row++) [xs[row], ys[row]] = plane.project(columns.lon[row], columns.lat[row]);
      this.show([]);
    },
    /** @param {ArrayLike<number>} passing the rows that pass the filters */
    show(passing) {
      rows = Uint32Array.from(passing);
      byZoomLevel.clear();
    },
    /** Draws, and answers with what it drew: where, how big, and what it is. */
    *paint(ctx, frame) {
      const drawn = frame.zoom < LAST_CLUSTERED_ZOOM + 1 ? yield* clustersIn(frame) : singlesIn(frame);
      drawn.sort((a, b) => a.pixels[1] - b.pixels[1]); // the nearer lies over the farther
      drawInPixels(ctx, frame);
      const size = Math.round(byZoom(frame.zoom, [[13, 11], [14.5, 14], [15.5, 18], [16.5, 22]]));
      for (const [i, each] of drawn.entries()) {
        each.r = each.kind === "cluster" ? drawMany(ctx, each) : drawOne(ctx, frame, each, size);
        if (i % SYMBOLS_A_STEP === SYMBOLS_A_STEP - 1) yield;
      }
      return drawn;
    },
    /** Zoom at which a cluster falls apart: the first at which the one in its middle no longer reaches all the others. */
    zoomOf(clusterId) {
      const [first, ...others] = membersOf(clusterId);
      const reach = Math.max(0, ...others.map((row) => Math.hypot(xs[row] - xs[first], ys[row] - ys[first])));
      let zoom = (clusterId % ZOOMS) + 1;
      while (zoom <= LAST_CLUSTERED_ZOOM && reach <= radiusAt(zoom)) zoom++;
      return zoom;
    },
    idsIn: (clusterId, limit) => Array.from(membersOf(clusterId).subarray(0, limit), (row) => incidents.id[row]),
    /** Where an incident lies in the plane, or null when it is not among these. */
    placeOf(id) {
      const row = incidents.id.indexOf(id);
      return row < 0 ? null : [xs[row], ys[row]];
    },
  };

  function* clustersIn(frame) {
    const zoom = Math.floor(frame.zoom);
    if (!byZoomLevel.has(zoom)) {
      const of = rows;
      const clusters = yield* clusterPoints(xs, ys, of, radiusAt(zoom));
      if (of !== rows) return []; // narrowed meanwhile: another picture is on its way
      byZoomLevel.set(zoom, clusters);
    }
    const { n, x, y, starts, members } = byZoomLevel.get(zoom);
    const drawn = [];
    for (let i = 0; i < n; i++) {
      if (!isInFrame(frame, x[i], y[i], REACH_PX)) continue;
      const count = starts[i + 1] - starts[i];
      if (count === 1) drawn.push(single(members[starts[i]], frame));
      else drawn.push({ kind: "cluster", id: i * ZOOMS + zoom, count, ...placeOn(frame, x[i], y[i]) });
    }
    return drawn;
  }

  function singlesIn(frame) {
    const drawn = [];
    for (const row of rows) {
      if (isInFrame(frame, xs[row], ys[row], REACH_PX)) drawn.push(single(row, frame));
    }
    return drawn;
  }

  function single(row, frame) {
    return { kind: "incident", id: incidents.id[row], row, ...placeOn(frame, xs[row], ys[row]) };
  }

  function placeOn(frame, x, y) {
    return { at: [x, y], lonLat: plane.unproject(x, y), pixels: toPixels(frame, x, y) };
  }

  /** None when what is on the map was narrowed since the cluster was drawn. */
  function membersOf(clusterId) {
    const clusters = byZoomLevel.get(clusterId % ZOOMS);
    const i = Math.floor(clusterId / ZOOMS);
    return clusters?.members.subarray(clusters.starts[i], clusters.starts[i + 1]) ?? new Uint32Array();
  }

  function drawMany(ctx, { id, count, pixels }) {
    const r = 11 + Math.min(11, 2.6 * Math.log2(count));
    drawCluster(ctx, ...pixels, { count, r, tally: tallyOf(incidents, membersOf(id)) });
    return r + 2;
  }

  function drawOne(ctx, frame, { row, pixels }, size) {
    stampIncident(ctx, ...pixels, frame.ratio, {
      group: INCIDENT_GROUPS[incidents.group[row]], icon: iconOf(incidents.category[row]),
      isOverdue: Boolean(incidents.overdue[row]), size,
    });
    return size / 2 + 1;
  }
}

/** In the plane. */
function radiusAt(zoom) {
  return CLUSTER_PX / scaleOf(zoom);
}

/** How many are overdue, and of the others how many in each group: an overdue one is not counted by its state. */
function tallyOf({ group, overdue }, rows) {
  const tally = { overdue: 0, groups: INCIDENT_GROUPS.map(() => 0) };
  for (const row of rows) {
    if (overdue[row]) tally.overdue++;
    else tally.groups[group[row]]++;
  }
  return tally;
}
