/** In a map that is one file nobody is asked: what the server would say lies in the file, packed. Stands for ../reach.js. */

import { createLocator } from "../locate.js";
import { page } from "../page.js";
import { FetchFailed } from "../reach.js";
import { searchIn } from "./search.js";

export { FetchFailed };

const unpacked = new Map();

/** @returns {Promise<Response>} what the server would have answered when the file was made */
export async function reach(url) {
  if (url === page.urls.icons) return new Response(document.getElementById("sprite").outerHTML);
  const [path, query = ""] = url.split("?");
  if (path === page.urls.incidents) return new Response(await bytesIn("incidents"));
  if (path === page.urls.search) return answer({ results: searchIn(await jsonOf("places"), new URLSearchParams(query).get("q") ?? "") });
  if (path === page.urls.locate) return answer(await locate(new URLSearchParams(query)));
  const answers = await jsonOf(path.startsWith("/api/") ? "cards" : path.includes("/buildings/") ? "buildings" : "map");
  const known = answers[decodeURIComponent(path) + (query.includes("grid=none") ? "?grid=none" : "")];
  if (known) return answer(known);
  if (path.includes("/buildings/")) return answer({ type: "FeatureCollection", features: [] });
  throw new FetchFailed("missing", 404);
}

/** As /api/locate answers for a place without an accuracy. */
async function locate(values) {
  const { plan, leaders, communities } = await jsonOf("locate");
  const { codes, names, community_codes: owners } = plan.cells;
  const found = createLocator(plan).locate(Number(values.get("lon")), Number(values.get("lat")));
  const named = (cell) => (cell < 0 ? null : { code: codes[cell], name: names[cell] });
  const [leader = null, phone = null] = leaders[found.code] ?? [];
  const owner = owners[found.cell];
  return {
    grid: found.cell < 0 ? null : { ...named(found.cell), leader, leader_phone: phone },
    community: found.cell < 0 ? null : { code: owner, name: communities[owner] },
    rule: found.rule, edge_distance_m: found.edge_distance_m, runner_up: named(found.runner_up),
    candidates: [], plan: page.plan.id, plan_number: page.plan.number,
  };
}

function answer(body) {
  return new Response(JSON.stringify(body));
}

async function jsonOf(part) {
  if (!unpacked.has(part)) unpacked.set(part, bytesIn(part).then((bytes) => JSON.parse(new TextDecoder().decode(bytes))));
  return unpacked.get(part);
}

/** A part of the file: gzip, in Base64. */
async function bytesIn(part) {
  const packed = Uint8Array.from(atob(document.getElementById(`data-${part}`).textContent.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
