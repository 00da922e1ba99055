"""What a load did as plain data, for whoever shows it: counts, reasons, defects with their places."""

from collections import Counter
from typing import Any

from gis.cleaning import Repair
from layers.files.columns import as_text
from layers.loading.draft import LoadedGrids
from layers.loading.report import Report

_ROWS_SHOWN = 20
_VALUES_SHOWN = 3
_LETTERS_SHOWN = 40
_DEFECTS_SHOWN = 50
_CODES_SHOWN = 4


def told_report(report: Report) -> dict[str, Any]:
    """Count the rows, and show the first that are not taken with their reasons."""
    rejected = report.rejected.head(_ROWS_SHOWN)
    values = rejected.drop(columns="reason").astype(object).to_numpy().tolist()
    return {
        "read": report.read,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rejected": len(report.rejected),
        "rules": dict(report.rules),
        "warnings": list(report.warnings),
        "rows": [
            {
                "number": int(number) + 1,
                "reason": reason,
                "values": [as_text(value)[:_LETTERS_SHOWN] for value in row if as_text(value)][
                    :_VALUES_SHOWN
                ],
            }
            for number, reason, row in zip(rejected.index, rejected["reason"], values, strict=True)
        ],
    }


def told_division(division: LoadedGrids) -> dict[str, Any]:
    """Tell what keeps a division from being published, with places, and which plan it is."""
    coverage = division.coverage
    return {
        "plan": division.plan.id if division.plan else None,
        "status": division.plan.status if division.plan else None,
        "is_new": division.is_new,
        "grids": coverage.cells,
        "is_seamless": coverage.is_seamless,
        "is_exact": coverage.is_exact,
        "new_communities": len(division.new_communities),
        "counts": dict(Counter(defect.kind for defect in coverage.defects)),
        "defects": [
            {
                "kind": defect.kind,
                "cells": list(defect.cells[:_CODES_SHOWN]),
                "area_m2": defect.area_m2,
                "at": defect.at,
            }
            for defect in coverage.defects[:_DEFECTS_SHOWN]
        ],
        "notes": [
            {
                "kind": note.kind,
                "cells": list(note.cells[:_CODES_SHOWN]),
                "at": note.at,
                "parent": note.parent,
            }
            for note in coverage.notes[:_DEFECTS_SHOWN]
        ],
    }


def told_changes(repair: Repair) -> dict[str, Any]:
    """Tell what land a repair moves, from whom to whom, and where."""
    return {
        "repair": {
            "moved_m2": repair.moved_m2,
            "count": len(repair.changes),
            "changes": [
                {"from": change.before, "to": change.after, "area_m2": change.area_m2, "at": change.at}
                for change in repair.changes[:_DEFECTS_SHOWN]
            ],
        }
    }
