"""Whether the positions of a file fit the town, as they are or shifted: told, and never corrected."""

import numpy as np
from sqlalchemy.orm import Session

from gis.sentinel import FITS, weigh_shifts
from layers.divisions import Division
from layers.loading.positions import Placed
from layers.town_shape import town_shape


def doubts(session: Session, division: Division | None, placed: Placed) -> tuple[str, ...]:
    """What the datum sentinel says of the positions; nothing where they fit, or where no town is there to compare with."""
    if division is None or not np.isfinite(placed.xy).any():
        return ()
    evidence = weigh_shifts(placed.xy, town_shape(session, division), frame=placed.frame)
    return () if evidence.verdict == FITS else (evidence.text,)
