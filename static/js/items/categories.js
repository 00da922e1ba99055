/** The categories of incidents: two levels. Touches no DOM. */

import { categoryIcon } from "./icons.js";

/** @param {{code: string, name: string, parent_code: string | null}[]} list */
export function createCategories(list = []) {
  const byCode = new Map(list.map((category) => [category.code, category]));
  const upper = (code) => byCode.get(byCode.get(code)?.parent_code ?? code);
  return {
    list,
    parentOf: (code) => byCode.get(code)?.parent_code ?? null,
    upperOf: (code) => (code === upper(code)?.code ? null : upper(code)) ?? null,
    iconOf: (code) => categoryIcon(upper(code)?.name),
  };
}
