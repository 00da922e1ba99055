"""Every text that the map's scripts show: a key they ask by, and its English, translated in `translations/`."""

from flask_babel import lazy_gettext as _

MAP_TEXTS = {"layers": _("Layers")}
