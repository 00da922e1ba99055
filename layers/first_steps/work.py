"""`python -m layers.first_steps.work FOLDER`: tries, repairs or takes one uploaded file; by the loaders of `flask load`.

What is asked stands in the folder's order.json, the database in DATABASE_URL; the outcome goes to outcome.json.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from gis.errors import GisError
from layers.checking import read_cells, repair_cells, write_repair
from layers.database import Database, DatabaseError
from layers.files.errors import FileRefused
from layers.files.limits import Limits
from layers.files.source import read_raw
from layers.files.write import write_unchanged
from layers.first_steps.desk import write_whole
from layers.first_steps.loads import OPENERS, Loaded, Opened, Options
from layers.first_steps.outcome import told_changes, told_division, told_report
from layers.loading.errors import LoadError
from layers.loading.report import Report
from layers.plans import PlanError
from layers.rows import Row
from layers.towns import TownError

_REFUSALS = (GisError, DatabaseError, FileRefused, LoadError, PlanError, TownError)
_TOLD_EVERY_S = 0.3


class Work:
    """One order in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        order = orjson.loads((folder / "order.json").read_bytes())
        self.layer: str = order["layer"]
        self.action: str = order["action"]
        self.options = Options(**order["options"])
        self.limits = Limits(file_bytes=order["file_bytes"])
        self.zone = ZoneInfo(order["timezone"])
        self.file = next((folder / "file").iterdir())
        self.repaired = folder / "repaired" / f"{self.file.name.split('.')[0]}.gpkg"

    def carry_out(self, database: Database) -> dict[str, Any]:
        """Do what is asked, and tell what came of it."""
        if self.action == "repair":
            changes = self._repair()
            return {**self._load(database, self.repaired, keep=False), **changes}
        keep = self.action in ("take", "take_repaired")
        path = self.repaired if self.action == "take_repaired" else self.file
        return self._load(database, path, keep=keep)

    def look(self) -> dict[str, Any]:
        """Tell the columns of a file that could not be loaded, where it can be read at all."""
        try:
            columns = [
                str(name) for name in read_raw(self.file, self.limits, self.options.layer).rows.columns
            ]
        except FileRefused as refusal:
            return {"columns": [], "layers": list(refusal.choices)}
        return {"columns": columns, "layers": []}

    def _load(self, database: Database, path: Path, *, keep: bool) -> dict[str, Any]:
        self._tell("reading")
        opened = self._open(path)
        with database.write() as session:
            loaded = opened.put(session, self._progress)
            taken = loaded.report.added + loaded.report.changed + loaded.report.unchanged
            if not (keep and taken):
                session.rollback()
        self._write_rejected(loaded.report)
        if keep and taken:
            shutil.rmtree(self.folder / "file")
            shutil.rmtree(self.folder / "repaired", ignore_errors=True)
        return {
            "file": {
                "columns": opened.columns,
                "chosen": dict(opened.chosen),
                "frame": opened.frame,
                "layers": [],
            },
            "is_taken": bool(keep and taken),
            **_told(loaded),
        }

    def _open(self, path: Path) -> Opened:
        options = self.options
        if path == self.repaired:
            options = Options(named=options.named)  # one layer, in WGS 84
        return OPENERS[self.layer](path, options, self.limits, self.zone)

    def _repair(self) -> dict[str, Any]:
        self._tell("repairing")
        opened = self._open(self.file)
        cells = read_cells(
            self.file, layer=self.options.layer, code=opened.chosen["code"], crs=self.options.crs
        )
        repair = repair_cells(cells)
        self.repaired.parent.mkdir(exist_ok=True)
        write_repair(cells, repair, self.repaired)
        return told_changes(repair)

    def _write_rejected(self, report: Report) -> None:
        folder = self.folder / "rejected"
        shutil.rmtree(folder, ignore_errors=True)
        if len(report.rejected):
            folder.mkdir()
            write_unchanged(report.rejected, folder / f"{self.file.name.split('.')[0]}-rejected.csv")

    def _progress(self, rows: Sequence[Row], label: str) -> Iterable[Row]:
        told = 0.0
        for at, row in enumerate(rows):
            if time.monotonic() - told > _TOLD_EVERY_S:
                told = time.monotonic()
                self._tell("writing", at, len(rows))
            yield row

    def _tell(self, step: str, done: int = 0, of: int = 0) -> None:
        write_whole(self.folder / "progress.json", {"step": step, "done": done, "of": of})


def _told(loaded: Loaded) -> Mapping[str, Any]:
    told = {"report": told_report(loaded.report)}
    return told | ({"division": told_division(loaded.division)} if loaded.division else {})


def main(folder: Path) -> None:
    """Carry out the order of a folder; what cannot be done is an outcome too."""
    work = Work(folder)
    database = Database(os.environ["DATABASE_URL"])
    try:
        outcome = work.carry_out(database)
    except _REFUSALS as refusal:
        reason = getattr(refusal, "reason", type(refusal).__name__)
        outcome = {"file": work.look(), "refusal": {"reason": str(reason), "text": str(refusal)}}
    finally:
        database.dispose()
    write_whole(folder / "outcome.json", outcome)


def _be_the_first_to_go() -> None:
    """When memory runs out the system ends this process, not the server."""
    try:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        return  # no Linux: there is nothing to ask


if __name__ == "__main__":
    _be_the_first_to_go()
    main(Path(sys.argv[1]))
