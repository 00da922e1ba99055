/** Which boxes hold a point, without asking all of them: boxes by the squares of a raster. Touches no DOM. */

/**
 * @param {{box: [number, number, number, number]}[]} things west, north, east, south
 * @returns {(x: number, y: number) => object[]} the things whose box may hold a point, in their order
 */
export function indexBoxes(things) {
  if (!things.length) return () => [];
  const west = Math.min(...things.map(({ box }) => box[0]));
  const north = Math.min(...things.map(({ box }) => box[1]));
  const size = meanSide(things);
  const squares = new Map();
  const columnOf = (x) => Math.floor((x - west) / size);
  const lineOf = (y) => Math.floor((y - north) / size);
  for (const thing of things) {
    const [left, top, right, bottom] = thing.box;
    for (let line = lineOf(top); line <= lineOf(bottom); line++) {
      for (let column = columnOf(left); column <= columnOf(right); column++) {
        const key = `${column},${line}`;
        if (!squares.has(key)) squares.set(key, []);
        squares.get(key).push(thing);
      }
    }
  }
  return (x, y) => squares.get(`${columnOf(x)},${lineOf(y)}`) ?? [];
}

/** Squares about as wide as a box: each box lies in a few, each square has a few. */
function meanSide(things) {
  const sides = things.map(({ box: [west, north, east, south] }) => Math.max(east - west, south - north));
  return sides.reduce((sum, side) => sum + side, 0) / sides.length || 1;
}
