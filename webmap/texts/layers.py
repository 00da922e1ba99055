"""The tab of layers and its legends."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "legend": _("Legend"),
    "layers.items": _("Items"),
    "layers.division": _("Division"),
    "layers.base": _("Base map"),
    "base.built-in": _("The town's own map"),
    "base.none": _("None"),
    "base.opacity": _("Opacity"),
    "failure.tiles": _("The base map does not load here: it does not answer, or has nothing here."),
    "layer.incidents": _("Incidents"),
    "layer.illegal_structures": _("Illegal structures"),
    "layer.service_points": _("Service points"),
    "layer.communities": _("Communities"),
    "layer.grids": _("Grids"),
    "layer.labels": _("Names"),
    "layer.streets": _("Streets"),
    "layer.buildings": _("Buildings (close up)"),
    "layer.land": _("Land use"),
    "land.old": _("Old town"),
    "land.slab": _("Housing"),
    "land.tower": _("Tower blocks"),
    "land.village": _("Village"),
    "land.public": _("Public"),
    "land.industry": _("Industry"),
    "land.park": _("Park"),
    "land.field": _("Fields"),
    "land.hill": _("Hills"),
}
