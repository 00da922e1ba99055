"""Which language a page speaks: asked for by `?lang=`, remembered in a cookie, else what the browser prefers."""

from typing import NamedTuple

from flask import Flask, Response, g, request
from flask_babel import Babel


class Language(NamedTuple):
    """How the catalogue of a language is called, and the language itself in its own words."""

    catalogue: str
    name: str


LANGUAGES = {  # as pages and URLs say it
    "zh-Hans": Language("zh_Hans", "简体中文"),
    "zh-Hant": Language("zh_Hant", "繁體中文"),
    "en": Language("en", "English"),
}
DEFAULT = "zh-Hans"
_PREFERENCES = {  # what browsers ask for → what they get
    **dict.fromkeys(("zh", "zh-CN", "zh-SG", "zh-Hans"), "zh-Hans"),
    **dict.fromkeys(("zh-TW", "zh-HK", "zh-MO", "zh-Hant"), "zh-Hant"),
    **dict.fromkeys(("en", "en-GB", "en-US"), "en"),
}
_COOKIE = "lang"
_A_YEAR_S = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Choose the language of each request."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=lambda: LANGUAGES[language()].catalogue)
    app.jinja_env.globals["languages"] = {code: spoken.name for code, spoken in LANGUAGES.items()}
    app.after_request(_remember)
    app.after_request(_tell)


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
    best = request.accept_languages.best_match(_PREFERENCES)
    return _PREFERENCES.get(best or "", DEFAULT)


def _remember(response: Response) -> Response:
    if asked := _asked():
        response.set_cookie(
            _COOKIE, asked, max_age=_A_YEAR_S, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return response


def _tell(response: Response) -> Response:
    """Caches keep the languages of a page apart."""
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = language()
        response.vary.update(["Accept-Language", "Cookie"])
    return response
