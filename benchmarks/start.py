"""Starting: the sample town into a fresh database, and the second start until the town is served."""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.timing import REPEATS, Row

ROOT = Path(__file__).parent.parent
_PATIENCE_S = 120


def rows() -> Iterator[Row]:
    """Measure whole processes, from nothing to 200 on /healthz."""
    with tempfile.TemporaryDirectory() as folder:
        yield Row("first start: load the sample town and serve it", _start_s(folder), "s")
        again = [_start_s(folder) for _ in range(REPEATS)]
        yield Row("second start, until served", statistics.median(again), "s")


def _start_s(folder: str) -> float:
    start = time.perf_counter()
    with served(folder):
        return time.perf_counter() - start


@contextmanager
def served(folder: str, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve the town of a data folder in a process of its own; gives its address."""
    port = _free_port()
    environment = os.environ | {"DATA_DIR": folder, "PORT": str(port)} | dict(settings or {})
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "serve", "--sample-if-empty"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_until_healthy(url: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise TimeoutError(f"{url} did not answer within {_PATIENCE_S} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
