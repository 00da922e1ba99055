"""Why a load as a whole cannot be done. Single rows that are not taken come back with their own reasons instead."""


class LoadError(Exception):
    """What was asked cannot be loaded; the text is one sentence for a person."""
