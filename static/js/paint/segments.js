/** Segments by number: the same two ends, in either direction, are the same one. Touches no DOM. */

/**
 * A hash table in flat arrays: hundreds of thousands of segments take no object and no text each.
 * @param {number} most how many segments are asked about at most
 * @returns {(x0: number, y0: number, x1: number, y1: number) => number} numbers from 0 on, each where a segment is first met
 */
export function numberSegments(most) {
  const mask = 2 ** Math.ceil(Math.log2(2 * most + 1)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const ends = new Float64Array(4 * most);
  const bits = new Float64Array(2);
  const words = new Uint32Array(bits.buffer);
  let count = 0;

  /** Adds up over both ends, so that it is the same in both directions. */
  const hashOf = (x, y) => {
    bits[0] = x + 0; // -0 is 0
    bits[1] = y + 0;
    const mixed = Math.imul(Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1), 0x85ebca6b) ^ words[2] ^ Math.imul(words[3], 0xc2b2ae35), 0x27d4eb2f);
    return mixed ^ (mixed >>> 15);
  };
  const isAt = (i, x0, y0, x1, y1) => ends[i] === x0 && ends[i + 1] === y0 && ends[i + 2] === x1 && ends[i + 3] === y1;

  return (x0, y0, x1, y1) => {
    let slot = (hashOf(x0, y0) + hashOf(x1, y1)) & mask;
    for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
      const i = 4 * slots[slot];
      if (isAt(i, x0, y0, x1, y1) || isAt(i, x1, y1, x0, y0)) return slots[slot];
    }
    slots[slot] = count;
    ends.set([x0, y0, x1, y1], 4 * count);
    return count++;
  };
}
