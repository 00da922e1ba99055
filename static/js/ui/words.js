/** The page's words for codes and numbers. */

import { createFormats } from "../format.js";
import { hasText, page, t } from "../page.js";

export const formats = createFormats(page.lang, page.timezone);

export const statusWord = (status) => wordOf("status", status);
export const structureWord = (state) => wordOf("built", state);
export const serviceWord = (kind) => wordOf("service", kind);
export const sourceWord = (source) => wordOf("source", source);

/** A sentence for what went wrong. */
export function failureSentence(error) {
  return t(`failure.${error.reason ?? "server"}`);
}

/** A code that the page has no word for is shown as it is. */
function wordOf(group, code) {
  const key = `${group}.${code}`;
  return hasText(key) ? t(key) : (code ?? "");
}
