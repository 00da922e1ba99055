/** What the server handed over with the page: language, texts, town, plan in force, bounds and URLs. */

export const page = JSON.parse(document.getElementById("page").textContent);

/** The moment that the page speaks of, in milliseconds: now, or when a map in one file was made. */
export const moment = () => page.made_at ?? Date.now();

/**
 * A text of the page, with its `{places}` filled.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const text = page.texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Whether the page has a text for this key: codes that come from the town's own lists may have none. */
export function hasText(key) {
  return key in page.texts;
}
