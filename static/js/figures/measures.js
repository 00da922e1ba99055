/** The figure of each grid or community. What is not known is null, never 0. Touches no DOM. */

/**
 * @typedef {object} Facts what the server tells of the grids, as columns in the order of `grids`
 * @property {string[]} grids codes
 * @property {string[]} communities the community of each grid
 * @property {(number | null)[]} households
 * @property {number[] | null} standing illegal structures
 * @property {{straight_m: (number | null)[], walk_m: (number | null)[], straight_households: number[], walk_households: number[]}} [service]
 */

const HOUSEHOLDS = 100; // a rate is per so many

/** How many rows each grid has. */
export function countByGrid(incidents, rows) {
  const counts = new Map();
  for (const row of rows) {
    const grid = incidents.grid[row];
    if (grid !== null) counts.set(grid, (counts.get(grid) ?? 0) + 1);
  }
  return counts;
}

/**
 * The figure of each area, by its code.
 * @param {{measure: string, level: string, way: string}} wanted
 * @param {{code: string, community: string}[]} grids those that are asked about
 * @param {{counts: Map<string, number>, before: Map<string, number>, scale: number, facts: Facts | null}} known
 *   counts of incidents by grid; for a change also those of the period before and what they are multiplied by
 * @returns {Map<string, number | null>}
 */
export function valuesOf({ measure, level, way }, grids, { counts, before, scale, facts }) {
  const row = new Map(facts?.grids.map((code, i) => [code, i]));
  const at = (column, code) => column?.[row.get(code)] ?? null;
  const count = ({ code }) => counts.get(code) ?? 0;
  const makers = {
    open: count,
    overdue: count,
    change: (grid) => count(grid) - scale * (before.get(grid.code) ?? 0),
    standing: ({ code }) => at(facts?.standing, code),
    rate: (grid) => ({ sum: HOUSEHOLDS * count(grid), weight: at(facts?.households, grid.code) }),
    distance: ({ code }) => {
      const mean_m = at(facts?.service?.[`${way}_m`], code);
      const weight = mean_m === null ? 0 : at(facts.service[`${way}_households`], code);
      return { sum: (mean_m ?? 0) * weight, weight };
    },
  };
  const sums = new Map();
  for (const grid of grids) add(sums, areaOf(grid, level), makers[measure](grid));
  return new Map([...sums].map(([code, { sum, weight }]) => [code, sum === null || !weight ? null : sum / weight]));
}

/** How many of something each area has, its grids taken together. */
export function sumsOf(grids, level, counts) {
  const sums = new Map();
  for (const grid of grids) {
    const code = areaOf(grid, level);
    sums.set(code, (sums.get(code) ?? 0) + (counts.get(grid.code) ?? 0));
  }
  return sums;
}

const areaOf = ({ code, community }, level) => (level === "grids" ? code : community);

/** Sums go over all grids of an area; one that is not known makes the sum unknown. A mean's weight is added up as well. */
function add(sums, code, value) {
  const isMean = typeof value === "object" && value !== null;
  const { sum, weight } = isMean ? value : { sum: value, weight: 1 };
  const before = sums.get(code);
  if (!before) sums.set(code, { sum: weight === null ? null : sum, weight });
  else {
    before.sum = before.sum === null || sum === null || weight === null ? null : before.sum + sum;
    if (isMean) before.weight += weight;
  }
}
