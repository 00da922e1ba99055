"""A PostGIS server of the tests' own, thrown away after them: under /tmp, by socket only, without durability."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPTIONS = (
    "listen_addresses=''",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "jit=off",
)


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Start one; gives the URL of its first database."""
    home = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # short: a socket's path has 107 bytes
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_postgres = ["runuser", "-u", "postgres", "--"]
        shutil.chown(home, "postgres")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_postgres, str(_binaries() / program), "-D", str(home / "data"), *arguments],
            cwd=home,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    options = " ".join(f"-c {option}" for option in (*_OPTIONS, f"unix_socket_directories={home}"))
    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        run("pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={home}"
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise RuntimeError(
            "PostGIS is missing: install the package 'postgresql-postgis', or set TEST_DATABASE_URL."
        )
    return found[-1].parent
