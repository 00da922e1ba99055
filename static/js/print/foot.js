/** What stands at the foot of a sheet: when it was made, by which division, of what. */

import { page, t } from "../page.js";
import { formats } from "../ui/words.js";

/**
 * Whoever shows something that has a source or a warning adds its line here.
 * @type {((shown: {now: number}) => string | null)[]}
 */
export const foot = [
  () => t("plan_in_force", { number: page.plan.number, day: formats.day(page.plan.effective_from) }),
  ({ now }) => t("picture.made", { day: formats.day(formats.isoDay(now)) }),
  () => (page.town.is_sample ? t("picture.sample") : null),
  () => t("picture.base_map", { town: page.town.name }),
];

/** The lines that apply. */
export const footOf = (shown) => foot.map((line) => line(shown)).filter(Boolean);
