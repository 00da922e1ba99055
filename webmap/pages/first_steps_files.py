"""The files of the first steps: sent here, checked, repaired, taken. JSON for the page's script."""

from typing import Any

from flask import Flask, Response, current_app, jsonify, request, send_file
from flask_babel import lazy_gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from layers.first_steps.desk import Desk, DeskError
from layers.first_steps.steps import LAYERS
from webmap.pages.first_steps import found_here
from webmap.pages.first_steps_reasons import in_reading_language
from webmap.permits import require_set_up
from webmap.problems import Refused
from webmap.store import store, timezone

_ACTIONS = "^(try|repair|take|take_repaired)$"
_STATUSES = {"busy": 409, "no_file": 409, "too_large": 413, "empty": 422}


class Options(BaseModel):
    """What somebody says about a file: bounded, for it comes from outside."""

    model_config = ConfigDict(extra="forbid")

    named: dict[str, str | None] = Field(default_factory=dict, max_length=60)
    layer: str | None = Field(None, max_length=200)
    crs: str | None = Field(None, max_length=5_000)
    default: str | None = Field(None, max_length=100)


class Order(BaseModel):
    """What to do with the file of a layer."""

    model_config = ConfigDict(extra="forbid")

    action: str = Field(pattern=_ACTIONS)
    options: Options = Field(default_factory=lambda: Options.model_validate({}))


def register(app: Flask) -> None:
    """Mount the routes."""
    app.extensions["desk"] = Desk(app.config["DATA_DIR"] / "first-steps" / "desk")
    base = "/first-steps/layers/<layer>"
    app.add_url_rule(base, "first_steps_state", _state)
    app.add_url_rule(f"{base}/file", "first_steps_upload", _upload, methods=["PUT"])
    app.add_url_rule(f"{base}/work", "first_steps_work", _work, methods=["POST"])
    app.add_url_rule(f"{base}/work", "first_steps_cancel", _cancel, methods=["DELETE"])
    app.add_url_rule(base, "first_steps_clear", _clear, methods=["DELETE"])
    app.add_url_rule(f"{base}/<any(rejected, repaired):kind>", "first_steps_made", _made)


def _upload(layer: str) -> Response:
    """Keep the body as the file of a layer."""
    desk = _desk_for(layer)
    name = request.args.get("name", "")[:500]
    _on(lambda: desk.receive(layer, name, request.stream, file_bytes=_file_bytes()))
    return _told(layer, 201)


def _work(layer: str) -> Response:
    desk = _desk_for(layer)
    try:
        order = Order.model_validate_json(request.get_data())
    except ValidationError as mistake:
        raise Refused(422, "Unprocessable request", str(mistake.errors()[0]["msg"])) from mistake
    if order.action.endswith("repaired") and desk.made(layer, "repaired") is None:
        raise Refused(409, _("There is no repair to take"))
    asked = order.model_dump() | {"timezone": timezone().key, "file_bytes": _file_bytes()}
    url = store().database.url.render_as_string(hide_password=False)
    _on(lambda: desk.start(layer, asked, url))
    return _told(layer, 202)


def _state(layer: str) -> Response:
    _desk_for(layer)
    return _told(layer)


def _cancel(layer: str) -> Response:
    _desk_for(layer).cancel(layer)
    return _told(layer)


def _clear(layer: str) -> Response:
    _desk_for(layer).clear(layer)
    return _told(layer)


def _made(layer: str, kind: str) -> Response:
    path = _desk_for(layer).made(layer, kind)
    if path is None:
        raise Refused(404, _("There is no such file (any more)"))
    return send_file(path, as_attachment=True, download_name=path.name)


def _desk_for(layer: str) -> Desk:
    """The desk, for who may set up the town, and a layer that there is."""
    town = found_here()
    require_set_up(town)
    if layer not in LAYERS:
        raise Refused(404, _("There is no such layer"))
    if town is None:
        raise Refused(409, _("There is no town yet"), _("Found the town first."))
    desk: Desk = current_app.extensions["desk"]
    return desk


def _told(layer: str, status: int = 200) -> Response:
    desk: Desk = current_app.extensions["desk"]
    state: dict[str, Any] = desk.state(layer)
    if "outcome" in state:
        state["outcome"] = in_reading_language(state["outcome"])
    response = jsonify(state)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _on(act: Any) -> None:
    try:
        act()
    except DeskError as refusal:
        status = _STATUSES[refusal.reason]
        raise Refused(status, str(refusal), reason=refusal.reason) from refusal


def _file_bytes() -> int:
    megabytes: int = current_app.config["MAX_UPLOAD_MB"]
    return megabytes * 1_000_000
