"""The tab of filters."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "filters.time": _("Incidents reported"),
    "filters.days": _("{n} days"),
    "filters.own_range": _("Dates"),
    "filters.since": _("From"),
    "filters.until": _("To"),
    "filters.state": _("State of incidents"),
    "filters.only_overdue": _("Only overdue"),
    "filters.category": _("Category of incidents"),
    "filters.open_category": _("Show what belongs to {name}"),
    "filters.place": _("Place"),
    "filters.all_communities": _("All communities"),
    "filters.all_grids": _("All grids"),
    "filters.structures": _("Illegal structures"),
    "filters.result": _("{incidents} incidents · {structures} structures"),
    "filters.reset": _("Reset"),
}
