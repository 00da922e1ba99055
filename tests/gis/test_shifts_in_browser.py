"""GCJ-02 in the browser: the same shift as the core's, and tiles laid less than a pixel from where they belong."""

import subprocess
from pathlib import Path

import numpy as np
import orjson
import pytest

from gis.shifts import shifted, unshifted

SOURCES = (Path(__file__).parents[2] / "static/js").as_uri()
SCRIPT = f"""
import {{ shifted, unshifted }} from "{SOURCES}/shifts.js";
import {{ placeOfTile }} from "{SOURCES}/map/shifted_tiles.js";
const {{ pairs, tiles }} = JSON.parse(await new Response(process.stdin).text());
process.stdout.write(JSON.stringify({{
  shifted: pairs.map(([lon, lat]) => shifted(lon, lat)),
  unshifted: pairs.map(([lon, lat]) => unshifted(lon, lat, "GCJ-02")),
  unshiftedTwice: pairs.map(([lon, lat]) => unshifted(lon, lat, "BD-09")),
  places: tiles.map(([z, x, y]) => placeOfTile(z, x, y)),
}}));
"""
TOWN = (109.5, 27.88, 109.7, 28.02)
CHINA = (75.0, 18.0, 135.0, 53.0)


def in_browser(pairs=(), tiles=()):
    asked = orjson.dumps(
        {"pairs": np.asarray(pairs).tolist(), "tiles": [list(map(int, tile)) for tile in tiles]}
    )
    node = ["node", "--input-type=module", "-e", SCRIPT]
    return orjson.loads(subprocess.run(node, input=asked, capture_output=True, check=True).stdout)


def pixels(zoom, pairs):
    """Web Mercator, in pixels of a zoom."""
    lon, lat = np.asarray(pairs).T
    side = 256 * 2.0**zoom
    return np.column_stack(
        [(lon / 360 + 0.5) * side, (0.5 - np.arcsinh(np.tan(np.radians(lat))) / 2 / np.pi) * side]
    )


def test_the_browser_shifts_as_the_core_does():
    rng = np.random.default_rng(3)
    pairs = np.concatenate(
        [rng.uniform(CHINA[:2], CHINA[2:], (500, 2)), [(0, 0), (-71, -28), (72.004, 30), (137.8347, 55.8271)]]
    )

    found = in_browser(pairs)

    np.testing.assert_allclose(found["shifted"], shifted(pairs, "GCJ-02"), rtol=0, atol=1e-10)
    np.testing.assert_allclose(found["unshifted"], unshifted(pairs, "GCJ-02"), rtol=0, atol=1e-9)
    np.testing.assert_allclose(found["unshiftedTwice"], unshifted(pairs, "BD-09"), rtol=0, atol=1e-9)


@pytest.mark.parametrize("zoom", range(9, 19))
def test_what_a_shifted_tile_shows_lies_less_than_a_pixel_off(zoom):
    """A point is drawn where its share of the tile falls; it belongs where WGS 84 has it."""
    points = np.random.default_rng(zoom).uniform(TOWN[:2], TOWN[2:], (2_000, 2))
    in_tiles = pixels(zoom, shifted(points, "GCJ-02")) / 256
    tiles = np.floor(in_tiles)
    places = in_browser(tiles=[(zoom, *tile) for tile in tiles])["places"]
    left, top, right, bottom = (
        np.array([place[side] for place in places]) for side in ("left", "top", "right", "bottom")
    )
    share_x, share_y = (in_tiles - tiles).T

    drawn = np.column_stack([left + share_x * (right - left), top + share_y * (bottom - top)])

    assert (
        np.hypot(*(drawn - pixels(zoom, points)).T).max() < 0.85
    )  # tiles are enlarged by up to 1.19 between two zooms
