"""The two shifted datums of China, GCJ-02 and BD-09: longitude/latitude moved by some hundred metres.

The shifts are written from their published constants (Krasovsky 1940 ellipsoid, trigonometric
polynomial around 105 E 35 N; for BD-09 a small polar wobble with a fixed offset), as collected in
Wikipedia, "Restrictions on geographic data in China"; the inverses are solved, not approximated.
"""

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.float64]

# The shift applies in this rectangle (west, south, east, north) and nowhere else.
_SHIFTED = (72.004, 0.8293, 137.8347, 55.8271)
_KRASOVSKY_A_M = 6378245.0
_KRASOVSKY_E2 = 0.00669342162296594323
_BD_FREQUENCY = np.pi * 3000.0 / 180.0
_BD_OFFSET: Pairs = np.array([0.0065, 0.006])
_CLOSE_ENOUGH = 1e-11  # degrees, about a micrometre


def shifted(pairs: Pairs, shift: str) -> Pairs:
    """Bring WGS 84 longitude/latitude, (n, 2), into "GCJ-02" or "BD-09"; outside the rectangle nothing moves."""
    return _shifted(pairs, shift, _is_in_rectangle(pairs))


def unshifted(pairs: Pairs, shift: str) -> Pairs:
    """Solve shifted(p) = pairs by p ← p + (pairs - shifted(p)); the shift varies by < 3 % of a step."""
    where = _is_in_rectangle(pairs)
    guess = pairs.copy()
    for _ in range(20):
        missing = pairs - _shifted(guess, shift, where)
        guess = guess + missing
        if not np.any(np.abs(missing) > _CLOSE_ENOUGH):
            break
    return guess


def _is_in_rectangle(pairs: Pairs) -> NDArray[np.bool_]:
    west, south, east, north = _SHIFTED
    lon, lat = pairs.T
    is_inside: NDArray[np.bool_] = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    return is_inside


def _shifted(pairs: Pairs, shift: str, where: NDArray[np.bool_]) -> Pairs:
    moved = pairs.copy()
    inside = moved[where]
    gcj = inside + _gcj_offset(inside)
    moved[where] = gcj if shift == "GCJ-02" else _bd_of_gcj(gcj)
    return moved


def _gcj_offset(pairs: Pairs) -> Pairs:
    """Degrees that GCJ-02 adds to longitude and latitude: metres of a polynomial, on Krasovsky's ellipsoid."""
    x, y = (pairs - (105.0, 35.0)).T
    root = np.sqrt(np.abs(x))
    ripple = _waves(x, (20, 6), (20, 2))
    east_m = 300 + x + 2 * y + 0.1 * x * (x + y) + 0.1 * root
    east_m += ripple + _waves(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north_m += ripple + _waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
    return np.column_stack(_degrees_of(east_m, north_m, np.radians(pairs[:, 1])))


def _waves(t: Pairs, *terms: tuple[float, float]) -> Pairs:
    return sum((size * np.sin(np.pi * pace * t) for size, pace in terms), np.zeros_like(t)) * (2 / 3)


def _degrees_of(east_m: Pairs, north_m: Pairs, phi: Pairs) -> tuple[Pairs, Pairs]:
    w2 = 1 - _KRASOVSKY_E2 * np.sin(phi) ** 2
    prime_vertical_m = _KRASOVSKY_A_M / np.sqrt(w2)
    meridian_m = prime_vertical_m * (1 - _KRASOVSKY_E2) / w2
    return np.degrees(east_m / (prime_vertical_m * np.cos(phi))), np.degrees(north_m / meridian_m)


def _bd_of_gcj(pairs: Pairs) -> Pairs:
    x, y = pairs.T
    radius = np.hypot(x, y) + 2e-5 * np.sin(y * _BD_FREQUENCY)
    angle = np.arctan2(y, x) + 3e-6 * np.cos(x * _BD_FREQUENCY)
    turned: Pairs = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return turned + _BD_OFFSET
