"""Real files through the commands, each a whole process: start, reading, work and writing."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Row, median_s

ROOT = Path(__file__).parent.parent
REAL = ROOT / "tests" / "data"
DISTRICTS = REAL / "sf_police_2013" / "sfpd_districts.geojson.zip"
INCIDENTS = REAL / "sf_police_2013" / "sfpd_incidents_2013-12.csv.zip"
WARDS = REAL / "manchester_wards" / "gm_wards_2016.geojson.zip"


def rows() -> Iterator[Row]:
    """Measure `flask check` and `flask assign` on the real data of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        assigned = str(Path(folder) / "assigned.csv")
        by_district = ("--grids", str(DISTRICTS), "--code", "DISTRICT")
        yield _row("flask check of 10 San Francisco districts", "check", str(DISTRICTS), "--code", "DISTRICT")
        yield _row("flask check of 215 Manchester wards", "check", str(WARDS), "--code", "wd16cd")
        yield _row(
            "flask assign of 9,030 incidents, --grids", "assign", str(INCIDENTS), assigned, *by_district
        )


def _row(name: str, *arguments: str) -> Row:
    def run() -> None:
        command = [sys.executable, "-m", "flask", *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if "Traceback" in done.stderr or done.returncode not in (0, 1):  # 1: checked, and not seamless
            raise RuntimeError(done.stderr)

    return Row(name, median_s(run), "s")
