/** The places chosen last, remembered by this browser alone; where it remembers nothing there are none. */

const MOST = 8;
const TEXTS = ["kind", "title", "subtitle"];

/**
 * @param {string} town the code of the town: another one on this host has places of its own
 * @param {() => Storage} storage throws where the browser forbids to remember
 */
export function createRecent(town, storage) {
  const key = `wangge.search.${town}`;
  const attempt = (action, otherwise) => {
    try {
      return action();
    } catch {
      return otherwise; // remembering is a convenience: without it the search works as well
    }
  };
  const list = () => attempt(() => JSON.parse(storage().getItem(key) ?? "[]").filter(isPlace).slice(0, MOST), []);
  return {
    list,
    /** Remember a place as the last one chosen. */
    add({ kind, title, subtitle, code, id, lon, lat, bbox, datum }) {
      const place = { kind, title, subtitle, code, id, lon, lat, bbox, datum };
      const others = list().filter((other) => other.kind !== kind || other.title !== title || other.subtitle !== subtitle);
      attempt(() => storage().setItem(key, JSON.stringify([place, ...others].slice(0, MOST))));
    },
    clear: () => attempt(() => storage().removeItem(key)),
  };
}

function isPlace(place) {
  return TEXTS.every((name) => typeof place?.[name] === "string") && Number.isFinite(place.lon) && Number.isFinite(place.lat);
}
