"""The tab of what can be handed on."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "share.link": _("Address of this view"),
    "share.copy": _("Copy"),
    "share.copied": _("Copied"),
    "share.copy_by_key": _("Press Ctrl-C to copy"),
}
