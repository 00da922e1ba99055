"""Base maps of others below the town's own layers: what the settings offer, and from where a browser may load it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, current_app

from layers.tilesets import Tileset, TilesetError, find_files, open_tileset
from webmap.base_maps.offers import Offer, amap, of_tileset, tianditu, tile_layer
from webmap.base_maps.settings import read_amap, read_tianditu_key, read_tile_files, read_tile_layers

__all__ = [
    "BaseMaps",
    "base_maps",
    "read_amap",
    "read_tianditu_key",
    "read_tile_files",
    "read_tile_layers",
    "register",
]


@dataclass(frozen=True)
class BaseMaps:
    """What there is to choose from, and the opened files by key."""

    offers: list[Offer]
    tilesets: dict[str, Tileset]

    @property
    def origins(self) -> list[str]:
        """The other machines that browsers load pictures from, each once."""
        return sorted({origin for offer in self.offers for origin in offer.origins})


def register(app: Flask) -> None:
    """Make the offers from the settings; a file of tiles that cannot be used ends the start with a sentence."""
    config = app.config
    try:
        tilesets = _by_key(open_tileset(path) for path in find_files(config["TILE_FILES"]))
    except TilesetError as error:
        raise SystemExit(f"TILE_FILES: {error}") from error
    app.extensions["base_maps"] = BaseMaps(
        offers=[
            *tianditu(config["TIANDITU_KEY"]),
            *amap(config["AMAP_TILES"]),
            *(tile_layer(f"tiles-{n}", layer) for n, layer in enumerate(config["BASE_TILES"], 1)),
            *(of_tileset(key, tileset) for key, tileset in tilesets.items()),
        ],
        tilesets=tilesets,
    )


def _by_key(tilesets: Iterable[Tileset]) -> dict[str, Tileset]:
    """By a word of the file's own name, so that addresses of views outlive another file; else by its number."""
    keyed: dict[str, Tileset] = {}
    for n, tileset in enumerate(tilesets, 1):
        word = re.fullmatch("[a-z][a-z0-9_-]{0,29}", tileset.path.stem.lower())
        key = f"file-{word[0]}" if word else f"file-{n}"
        keyed[f"file-{n}" if key in keyed else key] = tileset
    return keyed


def base_maps() -> BaseMaps:
    """Those of the application at work."""
    the_base_maps: BaseMaps = current_app.extensions["base_maps"]
    return the_base_maps
