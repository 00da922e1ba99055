"""Static files under a versioned path, so that browsers may keep them for good.

The version is a hash of every file's content. It stands before the path, so that a module's relative imports
carry it on.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, send_from_directory

STATIC = Path(__file__).parent.parent / "static"
_FOR_GOOD = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=60"


def register(app: Flask) -> None:
    """Serve static files, and offer `asset()` in templates."""
    app.add_url_rule("/static/<asked>/<path:name>", "static", _serve)
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """The URL of a static file of this version."""
    return f"/static/{version()}/{name}"


@cache
def version() -> str:
    """Hash the content of all static files."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _serve(asked: str, name: str) -> Response:
    response = send_from_directory(STATIC, name)
    response.headers["Cache-Control"] = _FOR_GOOD if asked == version() else _SHORT
    return response
