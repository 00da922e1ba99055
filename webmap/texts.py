"""Texts that the map's modules show, by key."""


def map_texts() -> dict[str, str]:
    """Every text in the language of the request."""
    return {}
