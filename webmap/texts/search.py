"""The search box."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "search.none": _("Nothing found. Try part of a name, or the last digits of a code."),
    "search.hint": _(
        "A name, its pinyin or first letters, the last digits of a code, a door plate, or coordinates."
    ),
    "search.busy": _("Searching …"),
    "search.recent": _("Chosen lately"),
    "search.forget": _("Forget them"),
    "search.datum.WGS-84": _("Read as WGS 84, as GPS has it"),
    "search.datum.CGCS2000": _("Read as CGCS2000"),
    "search.datum.GCJ-02": _("Read as GCJ-02: Amap, Tencent, WeChat"),
    "search.datum.BD-09": _("Read as BD-09: Baidu"),
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
