"""The machine that measures: what it is, and what a process holds of its memory."""

import ctypes
import gc
import os
import platform
from importlib.metadata import version
from pathlib import Path

import shapely

_LIBRARIES = ("numpy", "shapely", "geopandas", "pyproj", "flask")


def description() -> str:
    """Describe cores, memory and the versions of what is measured; peers name their own."""
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{os.cpu_count()} cores ({_processor()}), {gigabytes:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, GEOS {shapely.geos_version_string}, {libraries}"
    )


def resident_bytes() -> int:
    """Tell how much memory this process holds, after what is free was given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    resident_pages = int(Path("/proc/self/statm").read_text().split()[1])
    return resident_pages * os.sysconf("SC_PAGE_SIZE")


def _processor() -> str:
    names = (line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    return next(names, "unknown").partition(":")[2].strip() or platform.machine()
