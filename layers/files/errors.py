"""Why a file as a whole is not taken. Single rows that are not taken come back with their own reasons instead."""

from collections.abc import Sequence


class FileRefused(Exception):
    """A file cannot be read or written; the text is one sentence for a person.

    `reason` is a short code: too_large, zip, unreadable, format, empty, no_such_layer, which_layer,
    no_geometry, columns, no_crs, unknown_crs, crs_mismatch, too_many_rows. `choices` are the names of the layers
    of which one must be said.
    """

    def __init__(self, reason: str, text: str, *, choices: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.reason = reason
        self.choices = tuple(choices)
