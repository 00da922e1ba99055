"""Who may look, and what a browser may do with our pages."""

from flask import Flask, Response, current_app, request
from flask_babel import lazy_gettext as _
from flask_talisman import Talisman
from sqlalchemy.exc import SQLAlchemyError

from layers.models import Town
from layers.towns import find_town
from webmap.base_maps import BaseMaps
from webmap.permits import may_set_up
from webmap.problems import problem
from webmap.store import store

DEFAULT_SECRET_KEY = "only-for-the-sample-town"  # noqa: S105  (an own town is not served with it)

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "script-src": "",  # only what carries this request's nonce
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_ALWAYS_OPEN = ("/healthz", "/static/", "/favicon.ico")
_SAYS_WHO_MAY = "/first-steps"  # shows nothing of a closed town to who may not set it up
_FILES = "first_steps_upload"  # the one body that is a file, read in pieces


def register(app: Flask) -> None:
    """Set the headers and the gate."""
    app.before_request(_gate)
    app.before_request(_widen)
    Talisman(
        app,
        content_security_policy=_policy(app.extensions["base_maps"]),
        content_security_policy_nonce_in=["script-src", "style-src"],
        frame_options="DENY",
        force_https=False,  # a reverse proxy ends TLS; docs/operating.md
        session_cookie_secure=False,
        strict_transport_security=False,
        referrer_policy="same-origin",
        permissions_policy={"geolocation": "(self)", "camera": "(self)", "microphone": "()"},
    )


def _policy(base_maps: BaseMaps) -> dict[str, str]:
    """Pictures may come from the machines of the base maps that the settings offer, and from no others."""
    pictures = " ".join([CONTENT_SECURITY_POLICY["img-src"], *base_maps.origins])
    return CONTENT_SECURITY_POLICY | {"img-src": pictures}


def may_serve(town: Town | None) -> bool:
    """An own town is never served with the default secret."""
    return town is None or town.is_sample or current_app.config["SECRET_KEY"] != DEFAULT_SECRET_KEY


def _gate() -> Response | None:
    if request.path.startswith(_ALWAYS_OPEN):
        return None
    try:
        with store().database.read() as session:
            town = find_town(session)
    except SQLAlchemyError:
        return None  # no tables yet: the pages say so themselves
    if not may_serve(town):
        return problem(
            503, _("No secret is set"), _("Set SECRET_KEY in the environment before an own town is served.")
        )
    if not (is_public(town) or request.path.startswith(_SAYS_WHO_MAY) or may_set_up(town)):
        return problem(
            401,
            _("This map is not open to the public"),
            _("Whoever runs it can open it to everybody with the setting PUBLIC_READ=on."),
        )
    return None


def _widen() -> None:
    """Let a file be as large as files may be; whoever sends it needs a permit, which is asked before it is read."""
    if request.endpoint == _FILES:
        request.max_content_length = current_app.config["MAX_UPLOAD_MB"] * 1_000_000


def is_public(town: Town | None) -> bool:
    """Whether everybody may look at the map."""
    is_set: bool | None = current_app.config["PUBLIC_READ"]
    if is_set is not None:
        return is_set
    return town is None or town.is_sample
