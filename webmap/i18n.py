"""Which language a page speaks: asked for by `?lang=`, remembered in a cookie, else what the browser prefers."""

from flask import Flask, Response, g, request
from flask_babel import Babel

LANGUAGES = {"zh-Hans": "zh_Hans", "en": "en"}  # as pages and URLs say it → as the catalogues are called
DEFAULT = "zh-Hans"
_COOKIE = "lang"
_A_YEAR_S = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Choose the language of each request."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=lambda: LANGUAGES[language()])
    app.after_request(_remember)


def language() -> str:
    """The language of this request."""
    if "language" not in g:
        g.language = _asked() or _remembered() or _preferred()
    chosen: str = g.language
    return chosen


def _asked() -> str | None:
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else None


def _remembered() -> str | None:
    remembered = request.cookies.get(_COOKIE, "")
    return remembered if remembered in LANGUAGES else None


def _preferred() -> str:
    best = request.accept_languages.best_match(
        ["zh", "zh-CN", "zh-Hans", "zh-TW", "zh-HK", "en", "en-GB", "en-US"]
    )
    return "en" if (best or "").startswith("en") else DEFAULT


def _remember(response: Response) -> Response:
    if asked := _asked():
        response.set_cookie(
            _COOKIE, asked, max_age=_A_YEAR_S, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return response
