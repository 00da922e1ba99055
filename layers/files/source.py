"""From a path to its content: the size first, then the reader that the file's ending names."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from layers.files.errors import FileRefused
from layers.files.layers_in import read_geojson, read_geopackage, read_shapefile
from layers.files.limits import Limits, check_size, unpack
from layers.files.raw import Raw
from layers.files.tables_in import read_parquet, read_text, read_workbook

Reader = Callable[[Path, Limits, str | None], Raw]

READERS: dict[str, Reader] = {
    ".geojson": read_geojson,
    ".json": read_geojson,
    ".gpkg": read_geopackage,
    ".shp": read_shapefile,
    ".csv": lambda path, limits, _: read_text(path, limits),
    ".tsv": lambda path, limits, _: read_text(path, limits),
    ".txt": lambda path, limits, _: read_text(path, limits),
    ".xlsx": read_workbook,
    ".parquet": lambda path, limits, _: read_parquet(path, limits),
    ".geoparquet": lambda path, limits, _: read_parquet(path, limits),
}


def read_raw(path: Path, limits: Limits, layer: str | None = None) -> Raw:
    """Read a file as it stands; a zip archive must hold one file that can be read, or `layer` names it."""
    check_size(path, limits)
    if path.suffix.lower() == ".zip":
        raw = _read_zipped(path, limits, layer)
    else:
        raw = _reader(path)(path, limits, layer)
    if not len(raw.rows):
        raise FileRefused("empty", f"The file “{path.name}” holds no rows.")
    return raw


def _reader(path: Path) -> Reader:
    ending = path.suffix.lower()
    if ending in READERS:
        return READERS[ending]
    hint = " Save it as .xlsx." if ending == ".xls" else ""
    known = ", ".join(sorted(READERS))
    raise FileRefused("format", f"Files “{ending or path.name}” are not read; known are {known}, .zip.{hint}")


def _read_zipped(path: Path, limits: Limits, layer: str | None) -> Raw:
    with tempfile.TemporaryDirectory() as folder:
        inner, rest = _choose(path, unpack(path, Path(folder), limits), layer)
        return _reader(inner)(inner, limits, rest)


def _choose(path: Path, files: list[Path], layer: str | None) -> tuple[Path, str | None]:
    """Pick the file of an archive: the only one, or the one that `layer` names; else `layer` is meant within it."""
    candidates = [
        file
        for file in files
        if file.suffix.lower() in READERS and not file.name.startswith(".") and "__MACOSX" not in file.parts
    ]
    if len(candidates) == 1:
        return candidates[0], None if layer == candidates[0].stem else layer
    if not candidates:
        raise FileRefused("format", f"The archive “{path.name}” holds no file that can be read.")
    named = [file for file in candidates if layer in (file.stem, file.name)]
    if len(named) == 1:
        return named[0], None
    names = sorted(file.name for file in candidates)
    reason = "which_layer" if layer is None else "no_such_layer"
    raise FileRefused(
        reason,
        f"Several files are in “{path.name}”, name one as the layer: {', '.join(names)}.",
        choices=names,
    )
