"""`python -m layers.first_steps.supervise FOLDER`: runs one work in a process of its own and sees to its end.

However that process ends (done, killed by the system, crashed in a library, too slow, called off) there is an outcome.
This one imports nothing that reads files, so nothing can take it along.
"""

import subprocess
import sys
import time
from pathlib import Path

from layers.first_steps.desk import write_whole

TIME_LIMIT_S = 600.0
_GLANCE_S = 0.1


def supervise(folder: Path, *, time_limit_s: float = TIME_LIMIT_S) -> None:
    """Run the work of a folder until it ends, or end it; then make sure that there is an outcome."""
    worker = subprocess.Popen(  # noqa: S603  (our own module, on a folder of ours)
        [sys.executable, "-m", "layers.first_steps.work", str(folder)]
    )
    reason = _wait(worker, folder / "cancel", time.monotonic() + time_limit_s)
    if reason != "ended":
        worker.kill()  # its transaction is taken back by the database
        worker.wait()
    outcome = folder / "outcome.json"
    if not outcome.exists() and folder.is_dir():  # one that is there was written last, after the transaction
        write_whole(outcome, {"refusal": {"reason": "crashed" if reason == "ended" else reason, "text": ""}})


def _wait(worker: subprocess.Popen[bytes], cancel: Path, until: float) -> str:
    while True:
        try:
            worker.wait(_GLANCE_S)
        except subprocess.TimeoutExpired:
            if cancel.exists():
                return "cancelled"
            if time.monotonic() > until:
                return "too_slow"
        else:
            return "ended"


if __name__ == "__main__":
    supervise(Path(sys.argv[1]))
