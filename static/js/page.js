/** What the server handed over with the page: language, texts, town, plan in force, bounds and URLs. */

export const page = JSON.parse(document.getElementById("page").textContent);

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
