"""The JSON API, one file a resource. Errors are problem bodies; the OpenAPI 3.1 document is /api/openapi.json."""

from flask_openapi3 import OpenAPI

from webmap.api import (
    areas,
    display,
    document,
    exports,
    figures,
    health,
    items,
    locate,
    plans,
    search,
    tilesets,
)


def register(app: OpenAPI) -> None:
    """Mount every resource."""
    for resource in (areas, display, exports, figures, health, items, locate, plans, search, tilesets):
        app.register_api(resource.api)
    app.register_blueprint(document.document)
