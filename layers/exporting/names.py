"""The layers that can be taken away, by the name that people call each, and what each can be narrowed by.

Free of what writes files, so that the API knows it too.
"""

from layers.models import Block, Building, DoorPlate, ItemKind, Street, Water

ITEM_LAYERS = {
    "incidents": ItemKind.INCIDENT,
    "illegal-structures": ItemKind.ILLEGAL_STRUCTURE,
    "service-points": ItemKind.SERVICE_POINT,
}
DIVISION_LAYERS = ("grids", "communities")
BASE_COLUMNS: dict[str, tuple[type[Street | Water | Block | Building | DoorPlate], str]] = {
    "streets": (Street, "external_id source name level is_bridge"),
    "water": (Water, "external_id source name kind"),
    "blocks": (Block, "code source use households residents"),
    "buildings": (Building, "external_id source block_code name use floors households"),
    "door-plates": (DoorPlate, "address source households"),
}
DATED_LAYERS = (*DIVISION_LAYERS, *ITEM_LAYERS)
REGISTERS = ("departments", "categories", "people")
LAYERS = (*DATED_LAYERS, *BASE_COLUMNS, *REGISTERS)

_PLACE = frozenset({"bbox", "grid", "community", "q"})
FILTERS = {
    **dict.fromkeys(DIVISION_LAYERS, _PLACE),
    "incidents": _PLACE | {"status", "category", "since", "until", "overdue"},
    "illegal-structures": _PLACE | {"status", "since", "until"},
    "service-points": _PLACE | {"category"},
    **dict.fromkeys((*BASE_COLUMNS, *REGISTERS), frozenset[str]()),
}


class NotNarrowed(Exception):
    """A layer was asked to be narrowed by what it does not have; one sentence for a person."""

    def __init__(self, layer: str, unknown: set[str]) -> None:
        known = ", ".join(sorted(FILTERS[layer])) or "nothing"
        super().__init__(f"{layer} cannot be narrowed by {', '.join(sorted(unknown))}; by {known}.")


def check_filters(layer: str, named: set[str]) -> None:
    """Refuse a filter that a layer does not have, before it is silently left out."""
    if unknown := named - FILTERS[layer]:
        raise NotNarrowed(layer, unknown)
