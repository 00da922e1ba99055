"""The base layers from files: communities, blocks, streets, water and buildings.

A row is known by its code, or by the id it has in its source. A known row that differs replaces what stands
there; where the ids are missing, a shape is known by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from sqlalchemy.orm import Session

from layers.files.limits import LIMITS, Limits
from layers.files.read import Layer, read_layer
from layers.loading.fields import choose_fields
from layers.loading.merging import compare, write_rows
from layers.loading.outlines import outline_differences
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import AREAS, LINES, Geometries, Sheet, all_rejected
from layers.loading.values import Reader, count, text
from layers.loading.words import BRIDGES, STREET_LEVELS
from layers.models import Base, Block, Building, Community, Street, Water
from layers.rows import Row
from layers.towns import hold_town, touch_base_layers

Read = Callable[[Sheet, str], list[Any]]


def _exactly(reader: Reader, blank: Any = None) -> Read:
    return lambda sheet, field: sheet.read(field, reader, blank)


def _loosely(words: Mapping[str, Any], default: Any) -> Read:
    return lambda sheet, field: sheet.read_loosely(field, words, default)


_TEXT, _COUNT = _exactly(text), _exactly(count)


@dataclass(frozen=True)
class BaseLayer:
    """What a layer is made of: field → how its column is read."""

    model: type[Base]
    shapes: Mapping[Any, str]
    fields: Mapping[str, Read]
    key: str = "external_id"
    geometry: str = "geom"
    required: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """The fields that are looked for in a file."""
        return (*self.fields, *self.origin)

    @property
    def origin(self) -> tuple[str, ...]:
        """The fields that say where a row comes from."""
        return tuple(name for name in ("source", "external_id") if hasattr(self.model, name))


BASE_LAYERS = {
    "communities": BaseLayer(
        Community,
        AREAS,
        {"code": _TEXT, "name": _TEXT, "households": _COUNT},
        key="code",
        geometry="outline",
        required=("code", "name"),
    ),
    "blocks": BaseLayer(
        Block,
        AREAS,
        {"code": _TEXT, "use": _TEXT, "households": _COUNT, "residents": _COUNT},
        key="code",
        required=("code",),
    ),
    "streets": BaseLayer(
        Street,
        LINES,
        {"name": _TEXT, "level": _loosely(STREET_LEVELS, 2), "is_bridge": _loosely(BRIDGES, False)},
    ),
    "water": BaseLayer(Water, AREAS, {"name": _TEXT, "kind": _exactly(text, "river")}),
    "buildings": BaseLayer(
        Building,
        AREAS,
        {"block_code": _TEXT, "name": _TEXT, "use": _TEXT, "floors": _COUNT, "households": _COUNT},
    ),
}


@dataclass(frozen=True)
class ReadBase:
    """A file read for one base layer, before the database is asked: the rows that are taken, by their place in it."""

    layer: BaseLayer
    file: Layer
    sheet: Sheet
    rows: Mapping[int, Row]

    @property
    def told(self) -> tuple[str, ...]:
        """The fields that the file tells; others are left as they stand in a row that is known."""
        always = {self.layer.geometry, "source"}
        names = next(iter(self.rows.values()), {})
        return tuple(name for name in names if name in always or name in self.sheet.fields)


def read_base(
    path: Path,
    name: str,
    named: Mapping[str, str | None],
    *,
    source: str | None = None,
    layer: str | None = None,
    crs: str | None = None,
    limits: Limits = LIMITS,
) -> ReadBase:
    """Read a file for the base layer `name`; `named` are the columns of fields, where the caller knows them."""
    base = BASE_LAYERS[name]
    file = read_layer(path, layer=layer, crs=crs, limits=limits)
    attributes = pd.DataFrame(file.rows.drop(columns=file.rows.geometry.name))
    names = attributes.columns.tolist()
    sheet = Sheet(attributes, choose_fields(names, base.wanted, named, required=base.required))
    columns = _columns(base, sheet, file.rows.geometry.to_numpy(), source or path.stem)
    for field in (*base.required, base.key):
        sheet.require(field, columns[field])
    sheet.refuse_repeats(columns[base.key], f"its {base.key.replace('_', ' ')}")
    rows = {at: {name: values[at] for name, values in columns.items()} for at in sheet.taken}
    return ReadBase(base, file, sheet, rows)


def load_base(session: Session, read: ReadBase, *, progress: Progress = silent) -> Report:
    """Put a base layer into the database, in the caller's transaction."""
    hold_town(session)
    model, rows = read.layer.model, read.rows
    found = compare(session, model, (read.layer.key,), rows, only=read.told)
    foreign = {at for at, fields in found.differing.items() if "source" in fields}
    changed = {at: fields for at, fields in found.differing.items() if at not in foreign}
    write_rows(session, model, rows, replace(found, differing=changed), told=read.told, progress=progress)
    if found.new or changed:
        touch_base_layers(session)
    refused = read.sheet.rejected(dict.fromkeys(foreign, "its id stands for a row of another source"))
    return Report(
        fields=read.sheet.fields.told,
        added=len(found.new),
        changed=len(changed),
        unchanged=len(found.standing) - len(found.differing),
        rejected=all_rejected(read.file.rejected, refused),
        warnings=(
            *read.file.warnings,
            *read.sheet.warnings,
            *(outline_differences(session) if model is Community else ()),
        ),
    )


def _columns(base: BaseLayer, sheet: Sheet, shapes: Geometries, source: str) -> dict[str, list[Any]]:
    snapped = sheet.take_shapes(shapes, base.shapes)
    columns = {field: read(sheet, field) for field, read in base.fields.items()}
    columns[base.geometry] = list(snapped)
    if "source" in base.origin:
        columns["source"] = sheet.read("source", text, source)
    if "external_id" in base.origin:
        columns["external_id"] = _ids(sheet, snapped)
    return columns


def _ids(sheet: Sheet, shapes: Geometries) -> list[Any]:
    """The ids of the file, or where it has no column of them, one made from each shape."""
    if "external_id" in sheet.fields:
        return sheet.read("external_id", text)
    return [f"shape-{sha256(wkb or b'').hexdigest()[:16]}" for wkb in shapely.to_wkb(shapes)]
