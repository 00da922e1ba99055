/** What stands at the foot of a sheet: when it was made, by which division, of what. */

import { page, t } from "../page.js";
import { aboutWord } from "../ui/figures/wording.js";
import { formats } from "../ui/words.js";

/**
 * Whoever shows something that has a source or a warning adds its line here.
 * @type {((sheet: {now: number, hasBase: boolean, figures: object, filters: object}) => string | null)[]}
 */
export const foot = [
  (sheet) => (sheet.figures.measure ? aboutWord(sheet) : null),
  () => t("plan_in_force", { number: page.plan.number, day: formats.day(page.plan.effective_from) }),
  ({ now }) => t("picture.made", { day: formats.day(formats.isoDay(now)) }),
  () => (page.town.is_sample ? t("picture.sample") : null),
  ({ hasBase }) => (hasBase ? t("picture.base_map", { town: page.town.name }) : null),
];

/** The lines that apply. */
export const footOf = (sheet) => foot.map((line) => line(sheet)).filter(Boolean);
