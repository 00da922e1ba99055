"""Errors as RFC 9457 problem bodies, and the one table from error classes to statuses."""

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from gis.errors import CrsError
from layers.database import DatabaseError
from layers.plans import PlanError
from layers.sheets.errors import NoChineseFont, SheetError
from layers.tilesets import TilesetError
from layers.towns import TownError
from webmap.i18n import language

_FOR_PROGRAMS = ("/api/", "/display/", "/static/", "/healthz")

STATUSES: dict[type[Exception], int] = {
    CrsError: 422,
    PlanError: 409,
    TilesetError: 503,
    TownError: 503,
    SheetError: 422,
    NoChineseFont: 503,
}


class Problem(BaseModel):
    """A problem body (RFC 9457 section 3.1)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None


class Refused(Exception):
    """A request that is answered with a problem: status, a short title and one sentence of detail."""

    def __init__(self, status: int, title: str, detail: str | None = None, **facts: Any) -> None:
        self.status, self.title, self.detail, self.facts = status, title, detail, facts
        super().__init__(title)


def register(app: Flask) -> None:
    """Answer every error with a problem body."""
    app.register_error_handler(Refused, lambda e: problem(e.status, e.title, e.detail, **e.facts))
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(CSRFError, _of_csrf)
    for error, status in STATUSES.items():
        app.register_error_handler(error, _with_status(status))
    for unavailable in (SQLAlchemyError, DatabaseError):
        app.register_error_handler(unavailable, _database_down)
    app.register_error_handler(Exception, _unknown)


def problem(
    status: int, title: LazyString | str, detail: LazyString | str | None = None, **facts: Any
) -> Response:
    """Make a problem response; `facts` are extension members. Somebody before a browser gets a page with the same words."""
    if _is_for_a_person():
        return _page(status, title, detail)
    body = Problem(
        title=str(title), status=status, detail=None if detail is None else str(detail)
    ).model_dump(exclude_none=True)
    response = jsonify(body | facts)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def _is_for_a_person() -> bool:
    is_page = not request.path.startswith(_FOR_PROGRAMS)
    return is_page and request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def _page(status: int, title: LazyString | str, detail: LazyString | str | None) -> Response:
    page = render_template("problem.html", page={"lang": language()}, title=title, detail=detail or "")
    return Response(page, status=status, mimetype="text/html")


def validation_problem(error: ValidationError) -> Response:
    """Name each parameter that makes no sense."""
    errors = [
        {"at": ".".join(str(step) for step in fault["loc"]) or "body", "detail": fault["msg"]}
        for fault in error.errors(include_context=False, include_input=False, include_url=False)
    ]
    return problem(
        422, "Unprocessable request", "; ".join(f"{e['at']}: {e['detail']}" for e in errors), errors=errors
    )


def _of_http(error: HTTPException) -> Response:
    if error.code == HTTPStatus.NOT_FOUND:
        return problem(HTTPStatus.NOT_FOUND, _("Page not found"), _("There is no such page here."))
    return problem(error.code or 500, error.name, error.description)


def _of_csrf(_error: CSRFError) -> Response:
    return problem(
        403, _("This form is not from here, or too old"), _("Open the page again and repeat what you did.")
    )


def _with_status(status: int) -> Any:
    return lambda error: problem(status, type(error).__name__, str(error))


def _database_down(error: Exception) -> Response:
    current_app.logger.error("%s %s", request.path, error, exc_info=error)
    return problem(503, _("The database does not answer"), _("Try again in a moment."))


def _unknown(error: Exception) -> Response:
    current_app.logger.error("%s", request.path, exc_info=error)
    return problem(500, _("Internal error"), _("Something went wrong here; it has been logged."))
