"""Sheets to print, as the page offers them. What stands on them is in `webmap/sheets.py`."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "share.sheets": _("Notice sheets"),
    "sheet": _("Notice sheet (PDF)"),
    "sheet.hint": _("Select a grid or a community on the map, and its sheets can be printed here."),
    "sheet.grid": _("Sheet of {name}"),
    "sheet.community": _("All sheets of {name}"),
    "sheet.booklet": _("Booklet of all grids"),
}
