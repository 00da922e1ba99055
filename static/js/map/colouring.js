/** Few tints for many neighbours: no two that touch get the same. Touches no DOM. */

/**
 * Greedy colouring, most neighbours first.
 * @param {Set<number>[]} neighbours
 * @returns {number[]} a small number for each
 */
export function tintsOf(neighbours) {
  const tints = neighbours.map(() => -1);
  const order = neighbours.map((_, i) => i).sort((a, b) => neighbours[b].size - neighbours[a].size || a - b);
  for (const i of order) {
    const taken = new Set([...neighbours[i]].map((j) => tints[j]));
    tints[i] = 0;
    while (taken.has(tints[i])) tints[i]++;
  }
  return tints;
}
