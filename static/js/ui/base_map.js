/** Shows the chosen base map below the division, with the words that it must be shown with. */

import { FetchFailed } from "../fetch.js";
import { page } from "../page.js";
import { tiles } from "../view/base_map.js";
import { view } from "../view/view.js";
import { tellOfFailure } from "./failure.js";
import { onThemeChange } from "./theme.js";

export function startBaseMap() {
  let shown = null; // {key, tiles}; tiles is null while they are asked for

  const clear = () => {
    shown?.tiles?.remove();
    shown = null;
    tell("");
    if (tiles.value.areShown) tiles.update({ areShown: false });
  };
  const show = async (offer) => {
    clear();
    const mine = (shown = { key: offer.key, tiles: null });
    const setShown = (areShown) => {
      if (mine !== shown) return;
      tell(areShown ? offer.attribution : "");
      if (tiles.value.areShown !== areShown) tiles.update({ areShown });
    };
    const fail = (error) => {
      if (mine !== shown) return;
      setShown(false);
      tellOfFailure(error, () => mine === shown && show(offer));
    };
    try {
      const { addTiles } = await import("../map/tiles.js");
      if (mine !== shown) return;
      const added = await addTiles(offer, {
        opacity: view.value.base.opacity, onShown: () => setShown(true), onFailed: () => fail(new FetchFailed("tiles")),
      });
      if (mine !== shown) return added.remove();
      mine.tiles = added;
      added.setOpacity(view.value.base.opacity); // it may have been moved meanwhile
    } catch (error) {
      fail(error);
    }
  };
  const follow = ({ base }) => {
    const offer = page.base_maps.find(({ key }) => key === base.key);
    if (!offer) clear();
    else if (shown?.key !== offer.key) show(offer);
    else shown.tiles?.setOpacity(base.opacity);
  };

  follow(view.value);
  view.subscribe((now, before) => now.base !== before.base && follow(now));
  onThemeChange(() => shown?.tiles?.repaint());
}

function tell(attribution) {
  const line = document.getElementById("attribution");
  line.textContent = attribution;
  line.hidden = !attribution;
}
