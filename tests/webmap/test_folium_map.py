"""Folium's part of the page: constants only, the same every time, and no template run on text."""

import folium
import pytest

from webmap.folium_map import map_parts, with_nonce

PROOF = "333333333"  # what each of these would print, were it run
HOSTILE = ["{{ 3 * 111111111 }}", "{% for digit in range(9) %}3{% endfor %}", "{{ '3' * 9 }}", "{{ '", "{#"]


def point_named(text):
    """A feature with a hostile name."""
    return {
        "type": "Feature",
        "properties": {"name": text},
        "geometry": {"type": "Point", "coordinates": [0, 0]},
    }


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "element",
    [
        lambda text: folium.Marker([0, 0], popup=text),
        lambda text: folium.Marker([0, 0], tooltip=text),
        lambda text: folium.Marker([0, 0], icon=folium.DivIcon(html=text)),
        lambda text: folium.FeatureGroup(name=text),
        lambda text: folium.TileLayer("/{z}/{x}/{y}", attr=text, name=text),
        lambda text: folium.GeoJson(
            {"type": "FeatureCollection", "features": [point_named(text)]},
            tooltip=folium.GeoJsonTooltip(["name"]),
        ),
    ],
    ids=["popup", "tooltip", "div icon", "group name", "attribution", "geojson"],
)
def test_hostile_text_in_a_folium_render_is_never_run_as_a_template(element, text):
    """Our pages hand Folium no text at all; should somebody do so one day, it must not become a shell."""
    hostile_map = folium.Map()
    element(text).add_to(hostile_map)

    page = hostile_map.get_root().render()

    assert PROOF not in page


def test_the_map_is_the_same_every_time():
    map_parts.cache_clear()
    first = map_parts()
    map_parts.cache_clear()

    assert map_parts() == first


def test_the_map_asks_no_other_machine_for_anything():
    parts = map_parts()

    assert "http:" not in parts.header + parts.script
    assert "https:" not in parts.header + parts.script


def test_the_map_needs_only_leaflet():
    header = map_parts().header

    assert "leaflet" in header
    assert not [name for name in ("jquery", "bootstrap", "awesome", "glyphicon") if name in header.lower()]


def test_every_script_and_style_carries_the_nonce_of_its_answer():
    parts = with_nonce(map_parts(), "of-this-answer")
    html = parts.header + parts.script

    assert html.count("<script") == html.count('<script nonce="of-this-answer"')
    assert html.count("<style") == html.count('<style nonce="of-this-answer"')
