"""The map element of the page, built by Folium from constants alone.

Leaflet is the only library in it, and it is our own copy. What is drawn on the map is fetched and drawn by static/js.
No text of a user or of a file may ever enter here: Folium's output is a script of the page.
"""

import re
from dataclasses import dataclass
from functools import cache

import branca.element
import folium
from markupsafe import Markup

from webmap.assets import asset

_NONCE = "@@nonce@@"
_ELEMENT = "wangge"
_LEAFLET = re.compile(r'<script nonce="[^"]*" src="[^"]*/leaflet\.js"></script>')
_VIEWPORT = re.compile(r'<meta name="viewport".*?/>', re.DOTALL)


@dataclass(frozen=True)
class MapParts:
    """The three pieces of a rendered map: for the head, for the body, and the script that makes it."""

    header: Markup
    body: Markup
    script: Markup


class _Rendered:
    """Text that branca has rendered already.

    Branca would compile it as a template once more, and so run whatever `{{ }}` it holds.
    """

    def __init__(self, text: str) -> None:
        self._text = str(text)

    def render(self, *_: object, **__: object) -> str:
        return self._text


vars(branca.element)["Template"] = _Rendered


def with_nonce(parts: MapParts, nonce: str) -> MapParts:
    """Let one answer's nonce in."""
    nonced = Markup(nonce)  # noqa: S704  (our own, made for this answer)
    return MapParts(*(part.replace(_NONCE, nonced) for part in (parts.header, parts.body, parts.script)))


def with_leaflet_inside(parts: MapParts, leaflet: Markup) -> MapParts:
    """Put Leaflet's own text in the place of its address, for a page that is one file."""
    header = _LEAFLET.sub(lambda _: f'<script nonce="{_NONCE}">{leaflet}</script>', parts.header, count=1)
    return MapParts(Markup(header), parts.body, parts.script)  # noqa: S704


@cache
def map_parts() -> MapParts:
    """Render the map once; `with_nonce` makes it fit an answer."""
    figure = _figure()
    figure.render()
    script = f"{figure.script.render()}\nwindow.wangge = {{ map: map_{_ELEMENT} }};"
    return MapParts(
        header=Markup(_nonced(_VIEWPORT.sub("", figure.header.render()))),  # noqa: S704
        body=Markup(figure.html.render()),  # noqa: S704
        script=Markup(f'<script nonce="{_NONCE}">{script}</script>'),  # noqa: S704
    )


def _figure() -> branca.element.Figure:
    element = folium.Map(
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        wheel_px_per_zoom_level=120,
        keyboard_pan_delta=120,
    )
    # Leaflet alone, under keys that no plugin of Folium uses: two assets with one key would drop one of them.
    element.default_js = [("wangge_leaflet", asset("vendor/leaflet.js"))]
    element.default_css = []  # part of our own style sheet
    element._id = _ELEMENT  # else random, and no two renderings alike
    figure = branca.element.Figure()
    figure.add_child(element)
    return figure


def _nonced(html: str) -> str:
    return re.sub(r"<(script|style)\b", rf'<\1 nonce="{_NONCE}"', html)
