"""/api/openapi.json: the API described by itself."""

from typing import cast

from flask import Blueprint, Response, current_app
from flask_openapi3 import OpenAPI

from webmap.api.answers import answer

document = Blueprint("document", __name__)


@document.get("/api/openapi.json")
def openapi() -> Response:
    """Give the OpenAPI 3.1 document, made from the routes."""
    return answer(cast(OpenAPI, current_app).api_doc)
