"""The loaders' reasons in the reader's language, and with the page's means instead of the command line's.

The loaders speak English, as the commands do. A sentence that is not known here is shown as it is.
"""

import re
from typing import Any

from flask_babel import lazy_gettext as _

from webmap.pages.first_steps_words import FIELDS

_KNOWN = {
    r"the row has no position": _("the row has no position"),
    r"the row has no (?P<field>.+)": _("the row has no “%(field)s”"),
    r"the geometry is a (?P<kind>\w+), no area": _("the geometry is a %(kind)s, no area"),
    r"the geometry is a (?P<kind>\w+), no line": _("the geometry is a %(kind)s, no line"),
    r"the geometry is a (?P<kind>\w+), not a point": _("the geometry is a %(kind)s, not a point"),
    r"the geometry is not valid: (?P<why>.+)": _("the geometry is not valid: %(why)s"),
    r"the geometry is too small": _("the geometry is too small"),
    r"the geometry is missing or broken": _("the geometry is missing or broken"),
    r"the (geometry|position) is at no place on earth.*": _("the position is at no place on earth"),
    r"its .+ is also that of row (?P<row>\d+)": _("row %(row)s has the same code, id or address"),
    r"it is here already, with another (?P<what>.+)": _("it is here already, with other values: %(what)s"),
    r"its id stands for a (row|person) of another source": _("its id stands for something of another source"),
    r"“(?P<value>.*)” in (?P<column>.+) is no number": _("“%(value)s” in %(column)s is no number"),
    r"“(?P<value>.*)” in (?P<column>.+) is no whole number": _(
        "“%(value)s” in %(column)s is no whole number"
    ),
    r"“(?P<value>.*)” in (?P<column>.+) is no (time|day).*": _(
        "“%(value)s” in %(column)s is no time that is understood, such as 2025-03-31 08:30"
    ),
    r"“(?P<value>.*)” in (?P<column>.+) is no (?P<what>.+)": _("“%(value)s” in %(column)s is not known here"),
    r"Which column holds the (?P<field>.+) cannot be told from its name.*": _(
        "Which column holds “%(field)s” cannot be told from its name. Choose it below and check again."
    ),
    r"No columns of a position were found.*": _(
        "No columns of a position were found. Choose longitude and latitude below and check again."
    ),
    r"(Several|There is no) (files|layers|layer|sheet).*": _(
        "Several layers are there. Choose one below and check again."
    ),
    r"(The|The file says .*, but its) coordinates, such as (?P<x>.+) and (?P<y>.+), are no degrees.*": _(
        "The coordinates, such as %(x)s and %(y)s, are no degrees. Say below what they are written in and check again."
    ),
    r"The file “.*” is a table without geometries\.": _(
        "The file is a table without geometries. Lines and areas may stand in a column wkt; better is a layer, such as GeoPackage."
    ),
    r"The file “.*” holds no rows\.": _("The file holds no rows."),
    r"(The file|The table|The workbook|The Parquet file) “.*” cannot be read.*": _(
        "The file cannot be read: it is broken, or of another format than its ending says."
    ),
    r"Files “(?P<ending>.*)” are not read.*": _("Files “%(ending)s” are not read."),
    r"The archive names a place outside itself\.": _("The archive names a place outside itself."),
    r"The archive would grow .*": _("The archive would grow beyond all bounds, which no honest file does."),
    r"The archive “.*” is broken or no zip file\.": _("The archive is broken or no zip file."),
    r"The archive “.*” holds no file that can be read\.": _("The archive holds no file that can be read."),
    r"The shapefile “.*” comes without its \.shx part\.": _(
        "The shapefile comes without its .shx part: put all its parts into the archive."
    ),
    r"No reference system is declared: .*": _(
        "No reference system is declared: longitude and latitude are read as WGS-84."
    ),
    r"The text was read as GB18030 \(GBK\)\.": _("The text was read as GB18030 (GBK)."),
    r"No column of ids was found.*": _("No column of ids was found: rows are known by their content."),
    r"No column tells (since )?when .*": _("No column tells when: taken as now."),
    r"The positions seem to be in another frame: .*--crs (?P<crs>\S+?)\.": _(
        "The positions seem to be shifted: they fit the town much better as %(crs)s. Say so below and check again before you take them."
    ),
    r"The positions seem to be in another frame: .*": _(
        "The positions seem to be written otherwise: east and north may be swapped. Choose the two columns the other way round below and check again before you take them."
    ),
    r"Cannot tell whether .*": _(
        "Too little is known of the town, or of these positions, to tell whether they are shifted. Look at some of them on the map."
    ),
    r"There is no plan in force yet.*": _(
        "There is no division in force yet: items are assigned when one is published."
    ),
    r"Shared edges that differed by rounding.*": _(
        "Shared edges that differed by rounding were given the same vertices; no land over 1 m² changed hands."
    ),
    r"Shared edges differ by rounding.*": _(
        "Shared edges differ by rounding, which keeps the grids from being published: take a repair."
    ),
}
_PATTERNS = [(re.compile(pattern, re.DOTALL), text) for pattern, text in _KNOWN.items()]


def in_reading_language(outcome: dict[str, Any]) -> dict[str, Any]:
    """Put the reasons and warnings of an outcome into the language of this request."""
    told = dict(outcome)
    if "refusal" in told:
        told["refusal"] = told["refusal"] | {"text": sentence(told["refusal"]["text"])}
    if "report" in told:
        report = told["report"]
        told["report"] = report | {
            "warnings": [sentence(warning) for warning in report["warnings"]],
            "rows": [row | {"reason": sentence(row["reason"])} for row in report["rows"]],
        }
    return told


def sentence(english: str) -> str:
    """One sentence of the loaders, as the reader has it."""
    for pattern, text in _PATTERNS:
        if match := pattern.fullmatch(english):
            values = {
                name: _field(value) if name == "field" else value for name, value in match.groupdict().items()
            }
            return str(text) % values if values else str(text)
    return english


def _field(name: str) -> str:
    return str(FIELDS.get(name.replace(" ", "_"), name))
