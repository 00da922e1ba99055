/** One value that many look at: it is replaced, never changed, and everybody hears of it. Touches no DOM. */

/**
 * @template T
 * @param {T} initial
 */
export function createStore(initial) {
  let value = initial;
  const listeners = new Set();
  return {
    get value() {
      return value;
    },
    /** @param {Partial<T>} changes */
    update(changes) {
      const before = value;
      value = { ...value, ...changes };
      for (const listener of listeners) listener(value, before);
    },
    /** @param {(value: T, before: T) => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
