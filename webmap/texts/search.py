"""The search box."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "search.none": _("Nothing found. Try part of a name, or the last digits of a code."),
    "search.coordinates": _("Longitude, latitude"),
    "search.kind.grid": _("Grid"),
    "search.kind.community": _("Community"),
    "search.kind.leader": _("Leader"),
    "search.kind.secretary": _("Secretary"),
    "search.kind.micro_grid_leader": _("Micro-grid leader"),
    "search.kind.street": _("Street"),
    "search.kind.address": _("Address"),
    "search.kind.coordinates": _("Place"),
    "search.kind.service_point": _("Service point"),
}
