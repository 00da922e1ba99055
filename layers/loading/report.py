"""What a load did, or would do: every row of the file is counted once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Report:
    """How the rows of one file fared."""

    fields: str  # which column each field was taken from, in words
    added: int
    changed: int  # they replace what stood there
    unchanged: int  # they stood there alike
    rejected: pd.DataFrame = field(repr=False)  # in the columns of the file, with a column `reason`
    rules: Mapping[str, int] = field(default_factory=dict)  # items by the rule of their assignment
    warnings: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many rows the file has."""
        return self.added + self.changed + self.unchanged + len(self.rejected)
