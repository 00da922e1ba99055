"""My position, and places on the map."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "me.inside": _("You are in {grid}"),
    "me.near": _("You are {distance} outside {grid}"),
    "me.outside": _("You are outside the town's grids"),
    "place.outside": _("This place lies outside the town's grids."),
    "nearest": _("The nearest is {grid}, {distance} away."),
    "back_to_town": _("Back to the town"),
    "me.accuracy": _("accurate to {distance}"),
    "me.off": _("Your position is switched off"),
    "me.denied": _(
        "Your browser may not tell where you are. Allow it in the settings of this site, then press the button again."
    ),
    "me.unknown": _("Your position cannot be found just now. Outdoors it is easier."),
}
