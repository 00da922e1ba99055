/** How much of the map is covered: what must be seen is brought clear of it. */

const GAP = 16;
const DESKTOP_PX = 1024; // below it the panel is folded

/** Pixels at the left, top, right and bottom that cards lie over. */
export function coveredEdges() {
  const width = window.innerWidth;
  if (isPhone()) return [GAP, 72, GAP, sheetHeight() + GAP];
  const panel = document.getElementById("panel").getBoundingClientRect();
  const inspector = document.getElementById("inspector").getBoundingClientRect();
  const left = panel.width && width >= DESKTOP_PX ? panel.right + GAP : GAP;
  return [left, GAP, inspector.width ? width - inspector.left + GAP : GAP, GAP];
}

export function isPhone() {
  return window.matchMedia("(max-width: 719px)").matches;
}

function sheetHeight() {
  const cards = [...document.querySelectorAll(".dock, .is-sheet, .foot")].map((card) => card.getBoundingClientRect());
  return window.innerHeight - Math.min(...cards.filter(({ height }) => height > 0).map(({ top }) => top));
}
