"""The web map: pages, the JSON API and the command line over the layers. The only room that speaks HTTP."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_openapi3 import Info, OpenAPI

from layers.database import Database
from webmap import api, assets, base_maps, commands, i18n, pages, permits, problems, security
from webmap.store import Store

DEFAULT_SECRET_KEY = security.DEFAULT_SECRET_KEY
_LARGEST_BODY_BYTES = 16_000_000  # 100,000 points to locate, with room
_COMPRESSED = ["text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"]


def create(config: Mapping[str, Any], database: Database) -> Flask:
    """Put the application together over an open database."""
    app = OpenAPI(
        __name__,
        info=Info(title="Wangge", version="1"),
        security_schemes={},
        responses=dict.fromkeys((401, 404, 422, 503), problems.Problem),
        doc_ui=False,
        validation_error_status=422,
        validation_error_model=problems.Problem,
        validation_error_callback=problems.validation_problem,
        static_folder=None,
    )
    app.config.from_mapping(config)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY_BYTES
    app.config["COMPRESS_MIMETYPES"] = [
        *_COMPRESSED,
        "application/geo+json",
        "application/octet-stream",
        "application/problem+json",
    ]
    app.config["COMPRESS_MIN_SIZE"] = 500
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["store"] = Store(database)
    for part in (i18n, assets, base_maps, security, permits, problems, api, pages, commands):
        part.register(app)
    Compress(app)
    return app
