"""The pages people open, one module each."""

from flask import Flask

from webmap.pages import first_steps, first_steps_files
from webmap.pages.handouts import booklet, community_sheets, grid_on_the_map, grid_sheet
from webmap.pages.map import map_page


def register(app: Flask) -> None:
    """Mount the pages."""
    app.add_url_rule("/", "map", map_page)
    app.add_url_rule("/g/<code>", "grid_on_the_map", grid_on_the_map)
    app.add_url_rule("/sheets/<code>.pdf", "grid_sheet", grid_sheet)
    app.add_url_rule("/sheets/booklet.pdf", "booklet", booklet)
    app.add_url_rule("/sheets/communities/<code>.pdf", "community_sheets", community_sheets)
    first_steps.register(app)
    first_steps_files.register(app)
