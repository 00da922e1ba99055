"""Which grids and communities of a division are wanted."""

import shapely

from layers.divisions import Division
from layers.items import Wanted
from layers.plans import community_outlines


def grids_wanted(division: Division, wanted: Wanted) -> list[int]:
    """The places in the division of the grids that are named, reach into the box and have the words."""
    return [
        at
        for at, code in enumerate(division.codes)
        if (wanted.grids is None or code in wanted.grids)
        and _is_told(wanted, code, division.names[at])
        and _reaches(wanted, division.polygons[at])
    ]


def communities_wanted(division: Division, wanted: Wanted) -> dict[str, shapely.Geometry]:
    """Code → outline of the communities that have a grid among those named, reach into the box and have the words."""
    named = None
    if wanted.grids is not None:
        named = {division.community_codes[at] for code, at in division.index.items() if code in wanted.grids}
    return {
        code: outline
        for code, outline in community_outlines(division).items()
        if (named is None or code in named)
        and _is_told(wanted, code, division.community_names[code])
        and _reaches(wanted, outline)
    }


def _is_told(wanted: Wanted, *texts: str) -> bool:
    return any(wanted.words.casefold() in text.casefold() for text in texts)


def _reaches(wanted: Wanted, shape: shapely.Geometry) -> bool:
    return wanted.bbox is None or bool(shapely.intersects(shape, shapely.box(*wanted.bbox)))
