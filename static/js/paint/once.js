/** What is made when it is first asked for, and then kept: a worker holds no paths that it never draws. */

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
export function once(make) {
  let made;
  return () => (made ??= make());
}
