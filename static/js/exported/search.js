/** Search in a map that is one file: names, codes, leaders, streets and addresses, as `layers/search` finds them. Touches no DOM. */

const MOST = 20;
const MOST_A_KIND = 8;

/**
 * @param {{kind: string, title: string, subtitle: string, sounds?: string, code?: string, lon: number, lat: number}[]} places in order of their kinds
 * @param {string} typed
 */
export function searchIn(places, typed) {
  const words = typed.trim().toLowerCase();
  if (!words) return [];
  const ofKind = {};
  const isWanted = (place) => fits(place, words) && (ofKind[place.kind] = (ofKind[place.kind] ?? 0) + 1) <= MOST_A_KIND;
  return places.filter(isWanted).slice(0, MOST);
}

/** A title that holds what was typed or is read so from its beginning, or a code that starts or ends with it. */
function fits({ kind, title, sounds, code }, words) {
  if (title.toLowerCase().includes(words)) return true;
  if (sounds && ` ${sounds}`.includes(` ${words.replaceAll(/[\s']/g, "")}`)) return true;
  return kind !== "leader" && /^\d{3,}$/.test(words) && Boolean(code && (code.startsWith(words) || code.endsWith(words)));
}
