/** The page of the first steps: each layer gets a place where its file is chosen, checked and taken. */

import { startLayer } from "./first_steps/layer.js";
import { page } from "./page.js";

for (const section of document.querySelectorAll("[data-layer]")) {
  startLayer(section.dataset.layer, section.querySelector(".work"), { refresh });
}
document.documentElement.dataset.page = "ready";

/** Bring what the server says about the town (ticks, counts, drafts) up to date, and leave the work as it stands. */
async function refresh() {
  const response = await fetch(page.urls.page, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const now = fresh.getElementById(old.id);
    if (now) old.replaceWith(document.adoptNode(now));
  }
}
