"""The pages people open, one module each."""

from flask import Flask

from webmap.pages.map import map_page


def register(app: Flask) -> None:
    """Mount the pages."""
    app.add_url_rule("/", "map", map_page)
