"""What any part of the page says: loading, closing, failing."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "loading": _("Loading …"),
    "retry": _("Try again"),
    "close": _("Close"),
    "date.none": _("Any day"),
    "appearance.device": _("As the device"),
    "appearance.light": _("Light"),
    "appearance.dark": _("Dark"),
    "plan_in_force": _("Division no. {number}, in force since {day}"),
    "plan_number": _("Division no. {number}"),
    "community": _("Community"),
    "grid": _("Grid"),
    "failure.offline": _("No connection. What is on the screen stays; try again when the network is back."),
    "failure.missing": _("This is not there (any more)."),
    "failure.refused": _("You may not see this. Sign in and try again."),
    "failure.server": _("The server could not answer just now. Nothing is lost; try again in a moment."),
}
