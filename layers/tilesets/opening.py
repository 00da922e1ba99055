"""Finding files of tiles, and opening each by what it is called."""

from collections.abc import Callable, Iterable
from pathlib import Path

from layers.tilesets.base import Tileset, TilesetError
from layers.tilesets.mbtiles import MBTiles
from layers.tilesets.pmtiles import PMTiles

_READERS: dict[str, Callable[[Path], Tileset]] = {".mbtiles": MBTiles, ".pmtiles": PMTiles}
_MOST_FILES = 50


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files of tiles among paths; a folder stands for those in it, by name. What is not there is refused."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.iterdir() if file.suffix.lower() in _READERS)
            if not inside:
                raise TilesetError(f"The folder “{path}” has no .mbtiles or .pmtiles files.")
            files += inside
        elif path.is_file():
            files.append(path)
        else:
            raise TilesetError(f"There is no file “{path}”.")
    if len(files) > _MOST_FILES:
        raise TilesetError(f"These are {len(files)} files of tiles; at most {_MOST_FILES} are offered.")
    return files


def open_tileset(path: Path) -> Tileset:
    """Open a file and read what it tells of itself."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise TilesetError(f"“{path.name}” is neither .mbtiles nor .pmtiles.")
    return reader(path)
