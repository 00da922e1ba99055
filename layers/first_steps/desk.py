"""The desk where uploaded files lie while they are tried and taken: one folder for each layer, one work at a time.

A folder has the file under `file/`, what was asked last in `order.json`, how far that is in `progress.json`, and what
came of it in `outcome.json`. Nothing of it is the town: it may be removed at any moment.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import orjson

_ROOT = Path(__file__).parents[2]
_CHUNK = 1 << 20
_A_DAY_S = 24 * 3600
_PATIENCE_S = 5.0  # how long a cancelled work may take to end
_HANDOVER_S = 2.0  # a work that has told its outcome is still closing its process
_NAME_BYTES = 120


class DeskError(Exception):
    """What was asked of the desk cannot be done; the text is one sentence, `reason` a short code."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class Desk:
    """The desk of one town, in a folder of its own that is made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def receive(self, layer: str, name: str, content: IO[bytes], *, file_bytes: int) -> None:
        """Keep a file for a layer, in place of the one before; a larger one than allowed leaves nothing behind."""
        self._sweep()
        self.clear(layer)
        place = self._place(layer) / "file" / safe_name(name)
        place.parent.mkdir(parents=True, mode=0o700)
        try:
            with place.open("wb") as kept:
                _copy(content, kept, file_bytes)
        except BaseException:  # also a connection that breaks off
            self.clear(layer)
            raise

    def start(self, layer: str, order: Mapping[str, Any], database_url: str) -> None:
        """Begin a work on the file of a layer; refused while another one is going on."""
        file = self.file_of(layer)
        if file is None:
            raise DeskError("no_file", "There is no file to work on: choose one again.")
        place = self._place(layer)
        with self._claimed(patience_s=_HANDOVER_S) as claim:
            for old in ("progress.json", "outcome.json", "cancel"):
                (place / old).unlink(missing_ok=True)
            (place / "order.json").write_bytes(orjson.dumps({**order, "layer": layer, "name": file.name}))
            process = subprocess.Popen(  # noqa: S603  (our own module, on a folder of ours)
                [sys.executable, "-m", "layers.first_steps.supervise", str(place)],
                cwd=_ROOT,
                env=os.environ | {"DATABASE_URL": database_url},
                pass_fds=[claim],  # held until the supervisor ends, however it ends
                start_new_session=True,  # an interrupted server lets it come to its end
                stdin=subprocess.DEVNULL,
            )
            threading.Thread(target=process.wait, daemon=True).start()

    def state(self, layer: str) -> dict[str, Any]:
        """Tell what lies here for a layer: nothing, a file that waits, one that is worked on, or what came of it."""
        order = self._read(layer, "order.json")
        if order is None and self.file_of(layer) is None:
            return {"state": "none"}
        told = {
            "name": self._name(layer),
            "action": (order or {}).get("action"),
            "options": (order or {}).get("options"),
        }
        outcome = self._read(layer, "outcome.json")
        if outcome is not None:
            return told | {"state": "done", "outcome": outcome}
        if order is None:
            return told | {"state": "waiting"}
        if self.is_busy:
            return told | {"state": "working", "progress": self._read(layer, "progress.json")}
        outcome = self._read(layer, "outcome.json")  # it may have come in between
        return told | {
            "state": "done",
            "outcome": outcome or {"refusal": {"reason": "interrupted", "text": ""}},
        }

    def cancel(self, layer: str) -> None:
        """End the work on a layer, if there is one, and wait until it has ended: nothing of it stays."""
        if self.state(layer)["state"] != "working":
            return
        (self._place(layer) / "cancel").touch()
        until = time.monotonic() + _PATIENCE_S
        while self.is_busy and time.monotonic() < until:
            time.sleep(0.05)

    def clear(self, layer: str) -> None:
        """Take everything of a layer off the desk."""
        self.cancel(layer)
        shutil.rmtree(self._place(layer), ignore_errors=True)

    def file_of(self, layer: str) -> Path | None:
        """The uploaded file of a layer."""
        folder = self._place(layer) / "file"
        return next(iter(folder.iterdir()), None) if folder.is_dir() else None

    def made(self, layer: str, kind: str) -> Path | None:
        """A file that a work made: the rows that are `rejected`, or what is `repaired`."""
        folder = self._place(layer) / kind
        return next(iter(folder.iterdir()), None) if folder.is_dir() else None

    @property
    def is_busy(self) -> bool:
        """Whether a work is going on, in whichever process."""
        try:
            with self._claimed():
                return False
        except DeskError:
            return True

    @contextmanager
    def _claimed(self, *, patience_s: float = 0.0) -> Iterator[int]:
        """Hold the lock that one work at a time has; gives its file descriptor, which a child may inherit."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        claim = os.open(self.folder / "work.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(claim, time.monotonic() + patience_s)
            yield claim
        finally:
            os.close(claim)

    def _sweep(self) -> None:
        """Remove what nobody has touched for a day."""
        if not self.folder.is_dir():
            return
        oldest = time.time() - _A_DAY_S
        for place in self.folder.iterdir():
            if place.is_dir() and place.stat().st_mtime < oldest:
                self.clear(place.name)

    def _place(self, layer: str) -> Path:
        return self.folder / layer

    def _name(self, layer: str) -> str:
        order = self._read(layer, "order.json") or {}
        file = self.file_of(layer)
        return file.name if file else str(order.get("name", ""))

    def _read(self, layer: str, name: str) -> dict[str, Any] | None:
        path = self._place(layer) / name
        try:
            read: dict[str, Any] = orjson.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        return read


def safe_name(name: str) -> str:
    """Keep of a file's name what can be a name anywhere: no folder, no control or special character, not hidden."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w.()\-（） ]", "_", last, flags=re.UNICODE).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    ending = ending[:12]
    while len(stem.encode()) > _NAME_BYTES:
        stem = stem[:-1]
    return f"{stem or 'file'}{dot}{ending}"


def _lock(file: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise DeskError(
                    "busy", "Another file is being worked on; try again when that is done."
                ) from None
            time.sleep(0.05)


def write_whole(path: Path, content: Any) -> None:
    """Write JSON so that nobody ever reads half of it."""
    beside = path.with_suffix(".part")
    beside.write_bytes(orjson.dumps(content, default=str))
    beside.replace(path)


def _copy(content: IO[bytes], kept: IO[bytes], allowed: int) -> None:
    written = 0
    while chunk := content.read(_CHUNK):
        written += len(chunk)
        if written > allowed:
            raise DeskError(
                "too_large", f"The file has more than {allowed // 1_000_000:,} MB, the most that is taken."
            )
        kept.write(chunk)
    if not written:
        raise DeskError("empty", "The file is empty.")
