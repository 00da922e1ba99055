"""A file's content as it stands, before anybody says where on earth it lies."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.crs import Frame


@dataclass(frozen=True)
class Raw:
    """Rows in file order with their own columns, and their geometries where the file has them.

    `geometry` is None for a plain table, else one shapely geometry or None a row; `declared` is the
    reference system the file names; `doubts` tells by row number (from 0) what is wrong with a row.
    """

    rows: pd.DataFrame
    geometry: NDArray[np.object_] | None = None
    declared: Frame | None = None
    warnings: tuple[str, ...] = ()
    doubts: dict[int, str] = field(default_factory=dict)
