"""The states of items."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "group.reported": _("Reported"),
    "group.accepted": _("In hand"),
    "group.whistled": _("Whistled"),
    "group.returned": _("Returned"),
    "group.settled": _("Settled"),
    "group.closed": _("Closed"),
    "overdue": _("Overdue"),
    "legend.cluster": _("Several, by their states; the red part is overdue"),
    "legend.structures_far": _("From afar, each structure is a plain square."),
    "status.reported": _("Reported"),
    "status.accepted": _("In hand"),
    "status.whistled": _("Whistled"),
    "status.reported_in": _("Department reported in"),
    "status.settled": _("Settled"),
    "status.closed": _("Closed"),
    "status.returned": _("Returned"),
    "status.withdrawn": _("Withdrawn"),
    "built.found": _("Found"),
    "built.verified": _("Verified"),
    "built.stop_order": _("Stop order"),
    "built.penalty": _("Penalty"),
    "built.demolished": _("Demolished"),
    "built.legalised": _("Legalised"),
}
