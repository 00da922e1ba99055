"""Files of ready-made map tiles, read where they lie: MBTiles and PMTiles, with pictures or with vector tiles."""

from layers.tilesets.base import MEDIA_TYPES, About, Tileset, TilesetError
from layers.tilesets.opening import find_files, open_tileset

__all__ = ["MEDIA_TYPES", "About", "Tileset", "TilesetError", "find_files", "open_tileset"]
