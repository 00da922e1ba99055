"""`flask check`: whether a file of polygons is a coverage, and where it is not. Needs no database."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Any

import click
import orjson

from gis.cleaning import Change, Repair
from gis.errors import GisError, RepairRefused
from gis.validation import CoverageReport, Defect, Note
from layers.checking import Cells, check_cells, read_cells, repair_cells, write_repair
from layers.files.errors import FileRefused
from layers.files.write import check_writable, needs_geometry

_SHOWN = 50

_KINDS = {
    "invalid": "invalid: cells that cross themselves or are no polygon",
    "overlap": "overlap: land that two cells both cover",
    "gap": "gap: enclosed land that no cell covers",
    "unmatched_edge": "unmatched edge: cells meet there with different vertices",
    "sliver": "sliver: cells that are too thin",
}
_NOTES = {
    "multipart": "lies in several parts",
    "possible_enclave": "enclose land of no cell, large and compact: an enclave?",
    "detached": "touch none of the other cells",
    "repeated_code": "is the code of several rows",
    "unmatched_enclave": "lie round or under a declared enclave that no enclosed land matches",
    "outside_parent": "has land outside of its parent",
    "broken_parent": "are not joined to the rest of their parent",
}


def _or_exit_2(command: Callable[..., None]) -> Callable[..., None]:
    """Say in one sentence why a file cannot be checked, and exit with 2."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (FileRefused, GisError, OSError) as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2)

    return run


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--layer", help="Layer of the file; needed only when it has several.")
@click.option("--code", help="Column with the codes of the cells; rows are numbered from 1 without it.")
@click.option("--crs", help="What the coordinates are written in, such as EPSG:4546, GCJ-02 or BD-09.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write the report here, as JSON.")
@click.option("--fix", "fix_path", type=click.Path(path_type=Path), help="Write a proposed repair here.")
@_or_exit_2
def check_command(
    *,
    file: Path,
    layer: str | None,
    code: str | None,
    crs: str | None,
    json_path: Path | None,
    fix_path: Path | None,
) -> None:
    """Check whether the polygons of FILE lie side by side without gap or overlap.

    Exits with 0 when they do, 1 when not, 2 when the file cannot be checked.
    """
    if fix_path is not None:
        _check_layer_format(fix_path)
    cells = read_cells(file, layer=layer, code=code, crs=crs)
    for warning in cells.warnings:
        click.echo(f"Note: {warning}", err=True)
    report = check_cells(cells)
    _show(file, report)
    repair = _repair(cells, fix_path) if fix_path is not None else None
    if json_path is not None:
        json_path.write_bytes(orjson.dumps(as_json(report, repair), option=orjson.OPT_INDENT_2))
    sys.exit(0 if report.is_seamless else 1)


def _repair(cells: Cells, path: Path) -> Repair | None:
    """Write and tell the repair, or say why there is none."""
    try:
        repair = repair_cells(cells)
    except RepairRefused as refusal:
        click.echo(f"Error: {refusal}", err=True)
        return None
    for remark in write_repair(cells, repair, path):
        click.echo(f"Note: {remark}", err=True)
    _show_changes(path, repair)
    return repair


def as_json(report: CoverageReport, repair: Repair | None = None) -> dict[str, Any]:
    """Put a report into the shape that other programs read."""
    told: dict[str, Any] = {
        "seamless": report.is_seamless,
        "cells": report.cells,
        "defects": [_defect(defect) for defect in report.defects],
        "notes": [_note(note) for note in report.notes],
        "noise": asdict(report.noise),
    }
    if repair is not None:
        told["changes"] = [_change(change) for change in repair.changes]
    return told


def _defect(defect: Defect) -> dict[str, Any]:
    told = asdict(defect)
    if not defect.reason:
        del told["reason"]
    return told


def _note(note: Note) -> dict[str, Any]:
    told = asdict(note)
    if not note.parent:
        del told["parent"]
    return told


def _change(change: Change) -> dict[str, Any]:
    return {"from": change.before, "to": change.after, "area_m2": change.area_m2, "at": change.at}


def _check_layer_format(path: Path) -> None:
    check_writable(path)
    if not needs_geometry(path) and path.suffix.lower() != ".parquet":
        raise FileRefused("format", f"A repair is a layer, which “{path.name}” cannot hold; try .gpkg.")


def _show(file: Path, report: CoverageReport) -> None:
    verdict = "seamless" if report.is_seamless else f"not seamless, {_count(len(report.defects), 'defect')}"
    click.echo(f"{file.name}: {_count(report.cells, 'cell')}, {verdict}.")
    for kind, title in _KINDS.items():
        found = [defect for defect in report.defects if defect.kind == kind]
        if found:
            click.echo(f"\n{len(found)} × {title}")
            _list(_defect_line(defect) for defect in found)
    if report.notes:
        click.echo("\nTo confirm")
        _list(_note_line(note) for note in report.notes)
    noise = report.noise
    if noise.gaps or noise.overlaps:
        click.echo(
            f"\nLeft aside as rounding: {_count(noise.gaps, 'gap')} and {_count(noise.overlaps, 'overlap')} "
            f"of at most 1 m² each, {noise.area_m2} m² in all."
        )


def _show_changes(path: Path, repair: Repair) -> None:
    if not repair.changes:
        click.echo(f"\nThe repair in {path} moves no land over 1 m².")
        return
    click.echo(
        f"\nThe repair in {path} moves {_count(len(repair.changes), 'piece')} of land, {repair.moved_m2:,.1f} m²"
    )
    _list(
        f"{change.area_m2:>14,.1f} m²  {change.before or 'no cell'} → {change.after or 'no cell'}{_at(change.at)}"
        for change in repair.changes
    )


def _list(lines: Iterable[str]) -> None:
    every = list(lines)
    for line in every[:_SHOWN]:
        click.echo(line)
    if len(every) > _SHOWN:
        click.echo(f"  … and {len(every) - _SHOWN} more; --json OUT lists them all")


def _defect_line(defect: Defect) -> str:
    size = f"{defect.area_m2:>14,.1f} m²  " if defect.area_m2 else " " * 4
    reason = f": {defect.reason}" if defect.reason else ""
    return f"{size}{_listed(defect.cells)}{reason}{_at(defect.at)}"


def _note_line(note: Note) -> str:
    parent = f" {note.parent}" if note.parent else ""
    return f"    {_listed(note.cells)} {_NOTES[note.kind]}{parent} ({note.area_m2:,.1f} m²){_at(note.at)}"


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:8]) + (f" and {len(codes) - 8} more" if len(codes) > 8 else "")


def _at(place: tuple[float, float] | None) -> str:
    return f"  at {place[0]:.7f}, {place[1]:.7f}" if place else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


COMMANDS = (check_command,)
