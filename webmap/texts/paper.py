"""What stands on a printed map."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "paper.title": _("{town} grid map"),
    "paper.printed": _("printed {day}"),
    "paper.sample": _("Sample data: made-up boundaries"),
}
