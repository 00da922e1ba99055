/** Incidents on the map: clustered while they are many, one symbol each close up. */

import Supercluster from "../../../vendor/supercluster.js";
import { byZoom, drawInPixels, toPixels } from "../plane.js";
import { INCIDENT_GROUPS } from "../../items/states.js";
import { drawCluster } from "./clusters.js";
import { stampIncident } from "./symbols.js";

const CLUSTER_PX = 46;
export const LAST_CLUSTERED_ZOOM = 16;
const SYMBOLS_A_STEP = 60;
const NONE = { n: 0, id: [] };

/**
 * @param {import("../plane.js").Plane} plane
 * @param {(category: string) => string} iconOf
 */
export function createIncidents(plane, iconOf) {
  let incidents = NONE;
  let index = null;

  return {
    get all() {
      return incidents;
    },
    set(columns) {
      incidents = columns;
      index = null;
    },
    /** @param {number[]} rows the rows that pass the filters */
    show(rows) {
      index = new Supercluster({
        radius: CLUSTER_PX, extent: 256, minZoom: 10, maxZoom: LAST_CLUSTERED_ZOOM,
        map: ({ row }) => tallyOf(incidents, row),
        reduce: addTally,
      }).load(rows.map((row) => pointOf(incidents, row)));
    },
    /** Draws, and answers with what it drew: where, how big, and what it is. */
    *paint(ctx, frame) {
      if (!index) return [];
      drawInPixels(ctx, frame);
      const drawn = index.getClusters(bboxOf(frame, plane), Math.floor(frame.zoom)).map((feature) => {
        const at = plane.project(...feature.geometry.coordinates);
        return { feature, at, pixels: toPixels(frame, ...at) };
      });
      drawn.sort((a, b) => a.pixels[1] - b.pixels[1]); // the nearer lies over the farther
      const size = Math.round(byZoom(frame.zoom, [[13, 11], [14.5, 14], [15.5, 18], [16.5, 22]]));
      for (const [i, each] of drawn.entries()) {
        each.r = each.feature.properties.cluster ? drawMany(ctx, each) : drawOne(ctx, frame, each, size);
        if (i % SYMBOLS_A_STEP === SYMBOLS_A_STEP - 1) yield;
      }
      return drawn.map(({ feature, at, pixels, r }) => ({ at, pixels, r, ...meaningOf(feature) }));
    },
    /** Zoom at which a cluster falls apart. */
    zoomOf: (clusterId) => index.getClusterExpansionZoom(clusterId),
    idsIn: (clusterId, limit) => index.getLeaves(clusterId, limit).map(({ properties }) => incidents.id[properties.row]),
    /** Where an incident lies in the plane, or null when it is not among these. */
    placeOf(id) {
      const row = incidents.id.indexOf(id);
      return row < 0 ? null : plane.project(incidents.lon[row], incidents.lat[row]);
    },
  };

  function meaningOf({ properties, geometry }) {
    if (properties.cluster) return { kind: "cluster", id: properties.cluster_id, lonLat: geometry.coordinates, count: properties.point_count };
    return { kind: "incident", id: incidents.id[properties.row], lonLat: geometry.coordinates };
  }

  function drawMany(ctx, { feature, pixels }) {
    const { point_count: count, ...tally } = feature.properties;
    const r = 11 + Math.min(11, 2.6 * Math.log2(count));
    drawCluster(ctx, ...pixels, { count, r, tally });
    return r + 2;
  }

  function drawOne(ctx, frame, { feature, pixels }, size) {
    const { row } = feature.properties;
    stampIncident(ctx, ...pixels, frame.ratio, {
      group: INCIDENT_GROUPS[incidents.group[row]], icon: iconOf(incidents.category[row]),
      isOverdue: Boolean(incidents.overdue[row]), size,
    });
    return size / 2 + 1;
  }
}

/** An overdue incident is counted as that and not by its state. */
function tallyOf(incidents, row) {
  const tally = { overdue: incidents.overdue[row] };
  INCIDENT_GROUPS.forEach((_, i) => (tally[`n${i}`] = incidents.group[row] === i && !incidents.overdue[row] ? 1 : 0));
  return tally;
}

function addTally(sum, tally) {
  for (const key in tally) sum[key] += tally[key];
}

function pointOf(incidents, row) {
  return { type: "Feature", properties: { row }, geometry: { type: "Point", coordinates: [incidents.lon[row], incidents.lat[row]] } };
}

function bboxOf({ box: [west, north, east, south] }, plane) {
  return [...plane.unproject(west, south), ...plane.unproject(east, north)];
}
