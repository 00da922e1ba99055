"""How a load is told: what became of the rows, what keeps a division from being seamless, and what to do next."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

import click
import pandas as pd

from gis.assign import NO_POSITION, OUTSIDE
from layers.files.write import write_unchanged
from layers.loading.draft import LoadedGrids
from layers.loading.report import Report

_SHOWN = 5
_DEFECTS_SHOWN = 10
_RULES = {OUTSIDE: "outside (unassigned)", NO_POSITION: "without a position"}
_NOTES = {
    "multipart": "lies in several parts",
    "possible_enclave": "enclose land of no grid, large and compact: an enclave?",
    "detached": "touch none of the other grids",
    "unmatched_enclave": "lie round or under a declared enclave that no enclosed land matches",
    "outside_parent": "has land outside of its community",
    "broken_parent": "are not joined to the rest of their community",
}


def show_report(file: Path, what: str, report: Report, rejects: Path | None) -> None:
    """Tell what became of the rows, and write those that are not taken to a file where one is named."""
    click.echo(
        f"{file.name}: {report.read:,} rows of {what}; {report.fields or 'no column but the geometry'}."
    )
    changed = f"{report.changed:,} changed, " if report.changed else ""
    click.echo(
        f"  {report.added:,} new, {changed}{report.unchanged:,} here already, {len(report.rejected):,} rejected"
    )
    if report.rules:
        told = ", ".join(
            f"{count:,} {_RULES.get(rule, rule)}" for rule, count in sorted(report.rules.items())
        )
        click.echo(f"  assigned by rule: {told}")
    for warning in report.warnings:
        click.echo(f"Note: {warning}", err=True)
    _show_rejected(report.rejected, rejects)


def show_division(loaded: LoadedGrids) -> None:
    """Tell which communities are made, and what keeps the grids from being seamless."""
    if loaded.new_communities:
        told = ", ".join(f"{code} {name}" for code, name in list(loaded.new_communities.items())[:_SHOWN])
        more = " …" if len(loaded.new_communities) > _SHOWN else ""
        click.echo(f"  communities that are new ({len(loaded.new_communities)}): {told}{more}")
    counts = Counter(defect.kind.replace("_", " ") for defect in loaded.coverage.defects)
    if not counts:
        click.echo("  The grids are seamless.")
    else:
        click.echo(f"  Not seamless: {', '.join(f'{count} × {kind}' for kind, count in counts.items())}")
    for defect in loaded.coverage.defects[:_DEFECTS_SHOWN]:
        click.echo(
            f"    {defect.kind:<14} {defect.area_m2:>12,.1f} m²  {', '.join(defect.cells[:4])}{_at(defect.at)}"
        )
    if (rest := len(loaded.coverage.defects) - _DEFECTS_SHOWN) > 0:
        click.echo(f"    … and {rest} more; `flask check` lists them all")
    for note in loaded.coverage.notes:
        if note.kind in _NOTES:
            parent = f" {note.parent}" if note.parent else ""
            click.echo(f"  {', '.join(note.cells[:4])} {_NOTES[note.kind]}{parent}{_at(note.at)}")


def show_next_step(
    loaded: LoadedGrids, file: Path, named: Mapping[str, str | None], reading: Mapping[str, str | None]
) -> None:
    """Say which plan this is, and what to do for it to be put in force."""
    plan = loaded.plan
    if plan is None:
        return
    if not loaded.is_new:
        click.echo(f"The same division is here already: plan {plan.id}, {plan.status}.")
        return
    if not loaded.coverage.is_exact:
        click.echo(f"Plan {plan.id} is a draft and cannot be published until a repair is taken:")
        _show_repair(file, named, reading)
        return
    scattered = [note.cells[0] for note in loaded.coverage.notes if note.kind == "multipart"]
    declared = "".join(f" --exclave {quote(grid)}" for grid in scattered[:_SHOWN])
    click.echo(f"Plan {plan.id} is a draft. Put it in force with: flask publish {plan.id}{declared}")


def _show_rejected(rejected: pd.DataFrame, path: Path | None) -> None:
    for number, reason in zip(rejected.index[:_SHOWN] + 1, rejected["reason"][:_SHOWN], strict=True):
        click.echo(f"  rejected: row {number}: {reason}")
    if len(rejected) > _SHOWN:
        click.echo(f"  … and {len(rejected) - _SHOWN:,} more")
    if path is not None:
        write_unchanged(rejected, path)
        click.echo(f"  the rejected rows are in {path}")
    elif len(rejected):
        click.echo("  --rejects FILE writes them all, with their reasons")


def _show_repair(file: Path, named: Mapping[str, str | None], reading: Mapping[str, str | None]) -> None:
    """Name the two commands; the repair is one layer in WGS 84, so how to read the file is for the first alone."""
    code = {"code": named["code"]}
    click.echo(f"  flask check {quote(str(file))}{_options(reading)}{_options(code)} --fix repaired.gpkg")
    click.echo(f"  flask load grids repaired.gpkg{_options(named)} --commit")


def _options(values: Mapping[str, str | None]) -> str:
    given = {name.replace("_", "-"): value for name, value in values.items() if value is not None}
    return "".join(f" --{name} {quote(value)}" for name, value in given.items())


def _at(place: tuple[float, float] | None) -> str:
    return f"  at {place[0]:.7f}, {place[1]:.7f}" if place else ""
