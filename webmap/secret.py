"""The secret that signs the sessions of an own town: as set, or else a random one that is made once and kept."""

import os
import secrets
from pathlib import Path

_NAME = "secret-key"


def kept_secret(folder: Path) -> str:
    """Read the secret of a folder; make it first where there is none. Nobody but its owner may read the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _NAME
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()
