"""Why an item belongs to its grid."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "why": _("Why this grid"),
    "why_none": _("Why no grid"),
    "rule.inside": _("Its position lies inside this grid."),
    "rule.doubt": _(
        "Its position lies inside this grid, but the accuracy of the fix reaches over the edge: {share} of the circle lies here."
    ),
    "rule.edge": _("Its position lies exactly on a shared edge; there the grid with the lowest code has it."),
    "rule.near": _("Its position lies in no grid; this is the nearest one, {distance} away."),
    "rule.outside": _("Its position lies in no grid, and none is near enough."),
    "rule.share": _("The largest part of it, {share}, lies in this grid."),
    "rule.whole": _("All of it lies in this grid."),
    "rule.hand": _("Assigned by hand by {who}: {reason}"),
    "rule.no_position": _("It came without a position, so no grid can be told."),
    "why.edge_distance": _("To the nearest edge"),
    "why.runner_up": _("Next nearest"),
    "why.datum": _("Datum"),
    "why.accuracy": _("Accuracy"),
    "why.plan": _("Under"),
    "why.decided_by": _("Decided"),
    "why.by_position": _("by position"),
    "why.since": _("Since"),
}
