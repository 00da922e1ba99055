/**
 * Classes of numbers for a map: three named methods, each giving the highest value of every class. Touches no DOM.
 *
 * A class reaches from above the break before it up to and with its own. Values that occur often can leave fewer
 * classes than were asked for: equal values are never told apart.
 */

/** The methods, by the key of their word. */
export const METHODS = { quantiles, intervals, breaks: naturalBreaks };

/**
 * @param {number[]} values finite
 * @param {number} count how many classes at most
 * @param {keyof typeof METHODS} method
 * @returns {number[]} ascending, the last one is the highest value; empty without values
 */
export function breaksOf(values, count, method) {
  if (!values.length) return [];
  const sorted = Float64Array.from(values).sort();
  return METHODS[method](sorted, count).filter((value, i, all) => i === 0 || value > all[i - 1]);
}

/** The class of a value; beyond the last break it is the last class. */
export function classOf(breaks, value) {
  const place = breaks.findIndex((upper) => value <= upper);
  return place < 0 ? breaks.length - 1 : place;
}

/**
 * Classes for values that rise and fall: the same steps on both sides of "about the same".
 * @returns {number[]} upper ends of five classes, the last two of them positive; empty where nothing differs
 */
export function changeBreaks(changes, method) {
  const [same, much, most] = threeOf(breaksOf(changes.map(Math.abs), 3, method));
  return most > 0 ? [-much, -same, same, much, most] : [];
}

/** A fall as far as a class's end belongs to the class nearer to the middle, as a rise does. */
export function changeClassOf(breaks, change) {
  if (!breaks.length) return 2;
  const place = classOf(breaks.slice(2), Math.abs(change));
  return change < 0 ? 2 - place : 2 + place;
}

function threeOf(breaks) {
  if (breaks.length === 3) return breaks;
  const most = breaks[breaks.length - 1] ?? 0;
  return breaks.length === 2 ? [breaks[0], most, most] : [most / 5, (3 * most) / 5, most];
}

/** Equally many values in each: quantiles with linear interpolation. */
function quantiles(sorted, count) {
  return Array.from({ length: count }, (_, i) => {
    const at = ((i + 1) / count) * (sorted.length - 1);
    const low = Math.floor(at);
    const share = at - low;
    return share ? sorted[low] + share * (sorted[low + 1] - sorted[low]) : sorted[low];
  });
}

/** Equally wide ones. */
function intervals(sorted, count) {
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? most : least + ((most - least) * (i + 1)) / count));
}

/**
 * Natural breaks: the classes with the least sum of squared deviations from their means (Fisher 1958; Jenks).
 * Exact, by dynamic programming over the distinct values, in O(count · distinct²).
 */
function naturalBreaks(sorted, count) {
  const { values, weights } = distinct(sorted);
  const n = values.length;
  if (n <= count) return values;
  const deviation = deviations(values, weights);
  let cost = Float64Array.from({ length: n }, (_, to) => deviation(0, to));
  const starts = [];
  for (let k = 1; k < count; k++) {
    const start = new Int32Array(n);
    const next = new Float64Array(n).fill(Infinity);
    for (let to = k; to < n; to++) {
      for (let from = k; from <= to; from++) {
        const all = cost[from - 1] + deviation(from, to);
        if (all < next[to]) [next[to], start[to]] = [all, from];
      }
    }
    starts.push(start);
    cost = next;
  }
  const ends = [n - 1];
  for (const start of starts.reverse()) ends.unshift(start[ends[0]] - 1);
  return ends.map((end) => values[end]);
}

function distinct(sorted) {
  const values = [];
  const weights = [];
  for (const value of sorted) {
    if (value === values[values.length - 1]) weights[weights.length - 1]++;
    else values.push(value), weights.push(1);
  }
  return { values, weights };
}

/** The sum of squared deviations from their mean of the values from one place to another, from sums made once. */
function deviations(values, weights) {
  const middle = values[values.length >> 1]; // near the values, so that the sums of squares stay exact
  const sums = [[0, 0, 0]];
  values.forEach((value, i) => {
    const [n, sum, squares] = sums[i];
    const d = value - middle;
    sums.push([n + weights[i], sum + weights[i] * d, squares + weights[i] * d * d]);
  });
  return (from, to) => {
    const [n, sum, squares] = sums[to + 1].map((value, i) => value - sums[from][i]);
    return Math.max(0, squares - (sum * sum) / n);
  };
}
