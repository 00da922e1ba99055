"""The process in which Chromium runs a tab, its workers and all: held back to a slower processor, and its memory."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

_TURN_S = 0.008  # half a frame of the screen: a stop is never taken for a stutter


def renderer_of(browser: Browser) -> int:
    """The process of the only tab: the renderer that has worked longest."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [process for process in processes if process["type"] == "renderer"]
    return int(max(renderers, key=lambda process: process["cpuTime"])["id"])


@contextmanager
def slowed(pid: int, times: int) -> Iterator[None]:
    """Let a process run only every so many parts of the time.

    DevTools slows the page but not its workers, which do most of the work here; this slows every thread.
    """
    is_over = threading.Event()

    def hold_back() -> None:
        while not is_over.is_set():
            os.kill(pid, signal.SIGSTOP)
            time.sleep(_TURN_S * (times - 1) / times)
            os.kill(pid, signal.SIGCONT)
            time.sleep(_TURN_S / times)

    holder = threading.Thread(target=hold_back)
    holder.start()
    try:
        yield
    finally:
        is_over.set()
        holder.join()


def private_megabytes(pid: int) -> float:
    """Memory that this process alone holds: what closing the tab would give back."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kilobytes = [
        int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))
    ]
    return sum(kilobytes) / 1000
