"""Who may change something from a browser: the one place that decides.

Until people can sign in there is one permit: to set up an own town. `flask serve` and `flask first-steps` print a link
with a token that works once, for one browser; it is exchanged for a secret in that browser's signed session cookie.
Only hashes are kept, in a file in DATA_DIR that nobody else may read. A new link does not end the session of the one
before until it is used; revoking ends both at once.
"""

import fcntl
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import orjson
from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_babel import lazy_gettext as _
from flask_wtf import CSRFProtect

from layers.clock import now
from layers.models import Town
from webmap.problems import Refused

LINK_LASTS = timedelta(days=1)
SESSION_LASTS = timedelta(days=14)
_IN_SESSION = "set_up"

csrf = CSRFProtect()


@dataclass(frozen=True)
class Permit:
    """What is kept of the permit: hashes, and until when each is good; empty where there is none."""

    link: str = ""
    link_until: str = ""
    session: str = ""
    session_until: str = ""


class Permits:
    """The permit of one town, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "permit.json"

    def issue(self) -> str:
        """Make a new token for a link, in place of the one before."""
        token = secrets.token_urlsafe(32)
        with self._changing():
            self._keep(replace(self._kept(), link=_hash(token), link_until=_in(LINK_LASTS)))
        return token

    def exchange(self, token: str) -> str | None:
        """Give the secret of a session for a token, once; None for one that is not good (any more)."""
        with self._changing():
            kept = self._kept()
            if not _is(token, kept.link, kept.link_until):
                return None
            secret = secrets.token_urlsafe(32)
            self._keep(Permit(session=_hash(secret), session_until=_in(SESSION_LASTS)))
        return secret

    def until(self, secret: str) -> datetime | None:
        """Until when a session's secret is good; None when it is not."""
        kept = self._kept()
        return (
            datetime.fromisoformat(kept.session_until)
            if _is(secret, kept.session, kept.session_until)
            else None
        )

    def revoke(self) -> bool:
        """End every permit; says whether there was one."""
        with self._changing():
            had = self._kept() != Permit()
            self._path.unlink(missing_ok=True)
        return had

    def _kept(self) -> Permit:
        try:
            return Permit(**orjson.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return Permit()

    def _keep(self, permit: Permit) -> None:
        beside = self._path.with_suffix(".part")
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(orjson.dumps(asdict(permit)))
        beside.replace(self._path)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Let one process at a time change the permit: a token works once, also when two ask at once."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def register(app: Flask) -> None:
    """Sign sessions so that only this site gets them, and guard every form and every changing request."""
    app.session_interface = _Sessions()
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["PERMANENT_SESSION_LIFETIME"] = SESSION_LASTS
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session
    app.extensions["permits"] = Permits(Path(app.config["DATA_DIR"]) / "first-steps")
    csrf.init_app(app)


def permits() -> Permits:
    """The permits of the application at work."""
    found: Permits = current_app.extensions["permits"]
    return found


def admit(token: str) -> bool:
    """Let this browser set up the town, if the token is good."""
    secret = permits().exchange(token)
    if secret is None:
        return False
    session.clear()
    session[_IN_SESSION] = secret
    session.permanent = True
    return True


def dismiss() -> None:
    """End the permit, for this browser and for every link."""
    permits().revoke()
    session.clear()


def set_up_until() -> datetime | None:
    """Until when this browser may set up the town; None when it may not."""
    secret = session.get(_IN_SESSION)
    return permits().until(secret) if isinstance(secret, str) else None


def may_set_up(town: Town | None) -> bool:
    """Whether this browser may found and fill the town: never the sample."""
    return (town is None or not town.is_sample) and set_up_until() is not None


def require_set_up(town: Town | None) -> None:
    """Refuse whoever may not set up the town, in words."""
    if town is not None and town.is_sample:
        raise Refused(
            403,
            _("This is the sample town"),
            _("Nothing is loaded on top of it: an own town needs a database of its own."),
        )
    if not may_set_up(town):
        raise Refused(
            401,
            _("This browser may not set up the town"),
            _("Ask whoever runs the server for a link: flask first-steps prints one."),
        )


class _Sessions(SecureCookieSessionInterface):
    """Session cookies that travel only encrypted where the page does."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()  # of 256 random bits: nothing to slow down


def _is(secret: str, kept: str, until: str) -> bool:
    is_same = hmac.compare_digest(_hash(secret), kept)
    return bool(kept) and is_same and now() < datetime.fromisoformat(until)


def _in(span: timedelta) -> str:
    return (now() + span).isoformat()
