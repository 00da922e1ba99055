"""Places for the names on a map: beside nothing else, along what they name, on the paper. All in millimetres, y down."""

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Pair = NDArray[np.float64]  # x, y

MM_PER_PT = 25.4 / 72
_NARROW_EM = 0.56  # how wide a letter or digit is, in the size of the type; an ideograph is 1
_LINE_EM = 1.05
_STEEP_DEGREES = 52
_STEP_MM = 2.5
_SAMPLES = 9
_MOST_BEND_EM = 0.4  # how far a street may leave the straight line of its name
_REPEAT_MM = 120.0
_APART_MM = 55.0  # between two of the same name
_GAP_MM = 0.6
_ASIDE_MM = (0, -4, 4, -8, 8)


@dataclass(frozen=True)
class Label:
    """A text whose middle stands at x, y, turned clockwise; `style` names how the template sets it."""

    text: str
    x: float
    y: float
    angle: float
    size_pt: float
    style: str


@dataclass(frozen=True)
class Line:
    """A name to be set along a line, and whether it matters: those of the grid itself come first."""

    text: str
    shape: Any
    size_pt: float
    rank: int


class Labels:
    """What has been placed so far; nothing is placed where it would touch what stands already."""

    def __init__(self, paper: Any) -> None:
        self._paper = paper
        self._taken: list[Any] = []
        self._named_at: dict[str, list[tuple[float, float]]] = {}
        self.placed: list[Label] = []

    def keep_free(self, shape: Any) -> None:
        """Let no text stand there."""
        self._taken.append(shape)

    def put(self, text: str, x: float, y: float, size_pt: float, style: str, *, angle: float = 0.0) -> bool:
        """Place a text about a point, where it is free."""
        box = _box(x, y, width_mm(text, size_pt), size_pt * MM_PER_PT * _LINE_EM, angle)
        if not self._is_free(box):
            return False
        self._taken.append(box)
        self.placed.append(Label(text, round(x, 2), round(y, 2), round(angle, 1), size_pt, style))
        return True

    def put_near(self, text: str, x: float, y: float, size_pt: float, style: str) -> bool:
        """Place a text about a point, or a little above or below it."""
        return any(self.put(text, x, y + aside, size_pt, style) for aside in _ASIDE_MM)

    def put_along(self, line: Line, style: str) -> None:
        """Place a text along a line, where that runs straight enough; on a long one more than once."""
        needed = width_mm(line.text, line.size_pt) + 2 * _GAP_MM
        for part in _runs(line.shape):
            wanted = 1 + int(part.length // _REPEAT_MM)
            for start, end in _straightest(part, needed, line.size_pt * MM_PER_PT):
                if not wanted:
                    break
                if self._is_apart(line.text, (start + end) / 2) and self._put_on(start, end, line, style):
                    wanted -= 1

    def as_data(self) -> list[dict[str, Any]]:
        """All that was placed, for the template."""
        return [asdict(label) for label in self.placed]

    def _is_free(self, box: Any) -> bool:
        if not shapely.covers(self._paper, box):
            return False
        return not (self._taken and bool(shapely.intersects(np.array(self._taken, dtype=object), box).any()))

    def _is_apart(self, text: str, middle: Pair) -> bool:
        return all(math.dist(middle, other) >= _APART_MM for other in self._named_at.get(text, ()))

    def _put_on(self, start: Pair, end: Pair, line: Line, style: str) -> bool:
        angle = _upright_angle(start, end)
        x, y = ((start + end) / 2).tolist()
        is_put = (
            self._put_column(start, end, line, style)
            if abs(angle) > _STEEP_DEGREES and _is_ideographic(line.text)
            else self.put(line.text, x, y, line.size_pt, style, angle=angle)
        )
        if is_put:
            self._named_at.setdefault(line.text, []).append((x, y))
        return is_put

    def _put_column(self, start: Pair, end: Pair, line: Line, style: str) -> bool:
        """Chinese stands upright where a street runs steep, from the top down."""
        (x0, y0), (x1, y1) = sorted((start.tolist(), end.tolist()), key=lambda point: point[1])
        column = shapely.LineString([(x0, y0), (x1, y1)]).buffer(line.size_pt * MM_PER_PT / 2)
        if not self._is_free(column):
            return False
        self._taken.append(column)
        for at, character in enumerate(line.text):
            share = (at + 0.5) / len(line.text)
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            self.placed.append(Label(character, round(x, 2), round(y, 2), 0.0, line.size_pt, style))
        return True


def width_mm(text: str, size_pt: float) -> float:
    """How wide a text will be, near enough to place it."""
    ems = sum(1.0 if _is_wide(character) else _NARROW_EM for character in text)
    return ems * size_pt * MM_PER_PT


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def _is_ideographic(text: str) -> bool:
    return all(_is_wide(character) for character in text)


def _box(x: float, y: float, width: float, height: float, angle: float) -> Any:
    flat = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return shapely.affinity.rotate(flat, angle, origin=(x, y)) if angle else flat


def _runs(shape: Any) -> Iterator[Any]:
    """The parts of a line that hang together, the longest first."""
    parts = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.get_parts(shape))))
    lines: Iterable[Any] = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    yield from sorted(lines, key=shapely.length, reverse=True)


def _straightest(part: Any, needed: float, size_mm: float) -> Iterator[tuple[Pair, Pair]]:
    """Where along a line a text may begin and end: places that are straight enough, the straightest first."""
    room = part.length - needed
    if room < 0:
        return
    starts = np.linspace(0, room, 1 + int(room // _STEP_MM))
    along = starts[:, None] + np.linspace(0, needed, _SAMPLES)
    points = shapely.get_coordinates(shapely.line_interpolate_point(part, along.ravel()))
    xy = points.reshape(len(starts), _SAMPLES, 2)
    bends = _bends(xy)
    fit = np.flatnonzero(bends <= _MOST_BEND_EM * size_mm)
    middle = np.abs(starts[fit] - room / 2) / max(room, 1)
    for at in fit[np.argsort(np.round(bends[fit] / size_mm, 1) + 0.2 * middle, kind="stable")]:
        yield xy[at, 0], xy[at, -1]


def _bends(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each run of points leaves its chord; without end where it turns back."""
    chord = xy[:, -1] - xy[:, 0]
    length = np.hypot(*chord.T)
    with np.errstate(invalid="ignore", divide="ignore"):
        ahead = chord / length[:, None]
    away = xy - xy[:, :1]
    aside = np.abs(away[..., 0] * ahead[:, None, 1] - away[..., 1] * ahead[:, None, 0]).max(axis=1)
    return np.where(np.isfinite(aside), aside, np.inf)


def _upright_angle(start: Pair, end: Pair) -> float:
    """The turn from one point to another, so that a text reads from left to right."""
    degrees = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    return degrees - 180 if degrees > 90 else degrees + 180 if degrees <= -90 else degrees
