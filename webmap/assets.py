"""Static files under a versioned path, so that browsers may keep them for good.

The version is a hash of every file's content. It stands before the path, so that a module's relative imports
carry it on. Files are read once a process: restart to see a change.
"""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort

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
    for name, content in sorted(_files().items()):
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:12]


@cache
def _files() -> dict[str, bytes]:
    """Name → content: what is not in here does not exist."""
    return {
        path.relative_to(STATIC).as_posix(): path.read_bytes()
        for path in STATIC.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def _serve(asked: str, name: str) -> Response:
    content = _files().get(name)
    if content is None:
        abort(404)
    kind, _ = mimetypes.guess_type(name)
    response = Response(content, mimetype=kind or "application/octet-stream")
    response.headers["Cache-Control"] = _FOR_GOOD if asked == version() else _SHORT
    return response
