/** What the search box shows: results in groups by kind, and which part of a text fits. Touches no DOM. */

/**
 * Put results of one kind together, in the order in which the kinds first come.
 * @template {{kind: string}} Result
 * @param {Result[]} results
 * @returns {{kind: string, results: Result[]}[]}
 */
export function inGroups(results) {
  const groups = new Map();
  for (const result of results) groups.set(result.kind, [...(groups.get(result.kind) ?? []), result]);
  return [...groups].map(([kind, some]) => ({ kind, results: some }));
}

/**
 * Cut a text into parts that fit and parts that do not.
 * @param {string} text
 * @param {[number, number][]} spans from and to, in characters, ascending
 * @returns {{text: string, fits: boolean}[]}
 */
export function parts(text, spans) {
  const characters = [...text];
  const cut = (from, to, fits) => ({ text: characters.slice(from, to).join(""), fits });
  const ends = [0, ...spans.map(([, to]) => to)];
  const pieces = spans.flatMap(([from, to], i) => [cut(ends[i], from, false), cut(from, to, true)]);
  return [...pieces, cut(ends[ends.length - 1], characters.length, false)].filter((piece) => piece.text);
}
