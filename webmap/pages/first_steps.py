"""The first steps: the page that leads an own town from nothing to its map, and what its forms do."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from layers.first_steps.steps import LAYERS, NOTHING, STEPS, Standing, read_standing
from layers.models import Town
from layers.plans import NotExact, NotSeamless, PlanError, Receipt, UndeclaredExclaves, find_plan, publish
from layers.towns import TownError, find_town, found_town
from webmap import assets
from webmap.i18n import language
from webmap.pages import first_steps_words as words
from webmap.permits import admit, dismiss, may_set_up, require_set_up, set_up_until
from webmap.security import is_public
from webmap.store import store, timezone, today
from webmap.texts import first_steps as texts
from webmap.texts import page as common

_SAMPLES = assets.STATIC.parent / "layers" / "first_steps" / "samples"
_ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".csv", ".tsv", ".txt", ".xlsx", ".parquet", ".zip")


class View(NamedTuple):
    """What the page is about: the town, how far it is (None where that is not for everybody), who looks."""

    town: Town | None
    standing: Standing | None
    may: bool
    until: datetime | None


def register(app: Flask) -> None:
    """Mount the page and its forms."""
    app.add_url_rule("/first-steps", "first_steps", first_steps_page)
    app.add_url_rule("/first-steps/samples/<name>", "first_steps_sample", _sample)
    for name, action in {"permit": _take_permit, "finish": _finish, "town": _found}.items():
        app.add_url_rule(f"/first-steps/{name}", f"first_steps_{name}", action, methods=["POST"])
    app.add_url_rule("/first-steps/plans/<plan>/publish", "first_steps_publish", _publish, methods=["POST"])


def first_steps_page(status: int = 200) -> Response:
    """Show what to load in which order, and how far the town is."""
    view = _view()
    page = render_template(
        "first_steps.html",
        view=view,
        steps=STEPS,
        words=words,
        endings=_ENDINGS,
        permit=request.args.get("permit", ""),
        page=_settings(may=view.may),
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"  # the nonce is for this answer only
    return response


def found_here() -> Town | None:
    """The town of this database; None also where there are no tables yet."""
    try:
        with store().database.read() as session:
            return find_town(session)
    except SQLAlchemyError:
        return None


def _view() -> View:
    town = found_here()
    may = may_set_up(town)
    if not (may or is_public(town)):
        return View(town if town and town.is_sample else None, None, may=False, until=None)
    if town is None:
        return View(None, NOTHING, may=may, until=set_up_until() if may else None)
    with store().database.read() as session:
        standing = read_standing(session)
    return View(town, standing, may=may, until=set_up_until() if may else None)


def _settings(*, may: bool) -> dict[str, Any]:
    """What the page's script needs to begin; nothing for somebody who may only look."""
    if not may:
        return {"lang": language()}
    told = {**common.TEXTS, **texts.TEXTS, **{f"field.{name}": text for name, text in words.FIELDS.items()}}
    return {
        "lang": language(),
        "timezone": timezone().key,
        "texts": {key: str(text) for key, text in told.items()},
        "csrf": generate_csrf(),
        "largest_mb": current_app.config["MAX_UPLOAD_MB"],
        "endings": list(_ENDINGS),
        "layers": {
            name: {
                "fields": [*(("x", "y") if layer.has_positions else ()), *layer.fields],
                "needed": list(layer.needed_fields),
                "is_list": layer.is_list,
                "default": layer.default,
            }
            for name, layer in LAYERS.items()
        },
        "urls": {
            "icons": assets.asset("vendor/icons.svg"),
            "page": url_for("first_steps"),
            "layer": "/first-steps/layers/{layer}",
        },
    }


def _sample(name: str) -> Response:
    return send_from_directory(_SAMPLES, name, as_attachment=True)


def _take_permit() -> AnyResponse:
    """Exchange the token of a link for this browser's permit. By a form: what only looks at links does not use it up."""
    if not admit(request.form.get("permit", "")):
        flash(_("This link has been used, or is too old. flask first-steps prints a new one."), "refused")
    return redirect(url_for("first_steps"))


def _finish() -> AnyResponse:
    require_set_up(found_here())
    dismiss()
    flash(
        _(
            "Setting up from the browser has ended. flask first-steps prints a new link whenever there is more to load."
        ),
        "done",
    )
    return redirect(url_for("first_steps"))


def _found() -> AnyResponse:
    require_set_up(found_here())
    try:
        with store().database.write() as session:
            found_town(session, request.form.get("code", "").strip()[:20], request.form.get("name", "")[:80])
    except TownError as refusal:
        return _refused(_town_refusal(refusal))
    return redirect(url_for("first_steps", _anchor="step-ground"))


def _town_refusal(refusal: TownError) -> str:
    if found_here() is not None:
        return _("There is a town here already.")
    if not request.form.get("name", "").strip():
        return _("A town needs a name.")
    return _("A town's code is made of digits, such as 433123109.") if refusal else ""


def _publish(plan: str) -> AnyResponse:
    require_set_up(found_here())
    meant = None if request.form.get("exclaves") else ()
    try:
        with store().database.write() as session:
            receipt = publish(session, find_plan(session, plan), effective_from=today(), exclaves=meant)
    except PlanError as refusal:
        return _refused(_plan_refusal(refusal))
    flash(_receipt(receipt), "done")
    return redirect(url_for("first_steps", _anchor="step-grids"))


def _plan_refusal(refusal: PlanError) -> str:
    if isinstance(refusal, NotSeamless):
        return _(
            "Not published: the division has %(count)s defects. Load its file again above: they are shown there with their places, and a repair is proposed.",
            count=len(refusal.report.defects),
        )
    if isinstance(refusal, NotExact):
        return _(
            "Not published: edges that two grids share differ by rounding. Load the file again above and take the repair."
        )
    if isinstance(refusal, UndeclaredExclaves):
        return _(
            "Not published: %(count)s grids lie in several parts (%(codes)s). Tick that this is meant, or mend the file.",
            count=len(refusal.codes),
            codes=", ".join(refusal.codes[:10]),
        )
    return str(refusal)


def _receipt(receipt: Receipt) -> str:
    moved = sum(receipt.moves.moved.values())
    items = (
        ngettext("%(num)s item has another grid now.", "%(num)s items have another grid now.", moved)
        if moved
        else _("No item changed its grid.")
    )
    return _("The division is in force as number %(number)s.", number=receipt.number) + " " + items


def _refused(sentence: str | LazyString) -> Response:
    flash(str(sentence), "refused")
    return first_steps_page(409)
