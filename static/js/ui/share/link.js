/** The address of exactly this view, to send to somebody. */

import { on } from "../../map/leaflet.js";
import { t } from "../../page.js";
import { view } from "../../view/view.js";
import { el, icon } from "../dom.js";

export function linkGroup() {
  const field = el("input", { class: "field", type: "text", readonly: true, "aria-label": t("share.link"), onfocus: () => field.select() });
  const word = el("span", { role: "status" });
  const copy = async () => {
    field.select();
    word.textContent = t((await isCopied(field.value)) ? "share.copied" : "share.copy_by_key");
  };
  const show = () => {
    field.value = window.location.href;
    word.textContent = t("share.copy");
  };
  show();
  on("moveend", show);
  view.subscribe(show);
  return { element: el("div", { class: "share-link" }, field, el("button", { class: "button", type: "button", onclick: copy }, icon("copy"), word)) };
}

/** Browsers give the clipboard only to pages that came by https, and may refuse. */
async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
