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
from webmap.permits import csrf


def register(app: OpenAPI) -> None:
    """Mount every resource."""
    for resource in (areas, display, exports, figures, health, items, locate, plans, search, tilesets):
        app.register_api(resource.api)
    csrf.exempt(locate.api)  # POST only because of its length: it changes nothing
    app.register_blueprint(document.document)
