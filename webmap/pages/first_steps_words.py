"""What the page of the first steps says of each step, of each layer, and of the fields of their files."""

from flask_babel import lazy_gettext as _

STEPS = {
    "town": (_("The town"), _("A code and a name: every grid and every item will belong to it.")),
    "ground": (
        _("Streets and buildings"),
        _(
            "What people recognise on the map. They also tell whether positions that come later are shifted, so load them first; water and blocks of land make the map richer."
        ),
    ),
    "communities": (
        _("Communities"),
        _(
            "Codes and names of the communities. A community is the union of its grids; the outlines of this file are only compared with them. Without this step the grids' file tells which communities there are."
        ),
    ),
    "grids": (
        _("Grids"),
        _(
            "The division itself: areas that lie side by side without gap or overlap. What does not fit is shown with its place, and a repair is proposed. The division becomes a draft; publishing puts it in force."
        ),
    ),
    "people": (
        _("People"),
        _("Grid leaders, their deputies and community secretaries, as the notice board names them."),
    ),
    "offices": (
        _("Departments, categories and addresses"),
        _("Only where the standard ones do not fit; without them the map works too."),
    ),
    "items": (
        _("Items"),
        _(
            "Incidents, illegal structures and service points. Each is assigned to its grid by where it lies, and says why."
        ),
    ),
}

LAYERS = {
    "streets": (_("Streets"), _("Lines, with a name each where they have one.")),
    "buildings": (_("Buildings"), _("Areas: the footprints.")),
    "water": (_("Water"), _("Areas: rivers and lakes.")),
    "blocks": (_("Blocks of land"), _("Areas between streets, with their use.")),
    "communities": (_("Communities"), _("Areas, with a code and a name each.")),
    "grids": (_("Grids"), _("Areas, with a code each and the community they belong to.")),
    "people": (_("People on duty"), _("A table, a row for each post: who, where, and since when.")),
    "departments": (_("Departments"), _("A table of names, with codes and phones where they have them.")),
    "categories": (
        _("Categories"),
        _("A table in two levels, with the department in charge and the deadline."),
    ),
    "addresses": (_("Addresses"), _("Door plates: a table with addresses and positions. Search finds them.")),
    "incidents": (_("Incidents"), _("A table or a layer of points, with a category each.")),
    "illegal-structures": (_("Illegal structures"), _("Footprints, or points where only these are known.")),
    "service-points": (_("Service points"), _("A table or a layer of points, with a kind and a name each.")),
}

FIELDS = {
    "x": _("Longitude or easting"),
    "y": _("Latitude or northing"),
    "code": _("Code"),
    "name": _("Name"),
    "community": _("Community, its code or name"),
    "community_name": _("Name of the community"),
    "kind": _("Kind"),
    "households": _("Households"),
    "residents": _("Residents"),
    "use": _("Use"),
    "floors": _("Floors"),
    "level": _("Class of street"),
    "is_bridge": _("Whether it is a bridge"),
    "block_code": _("Block of land"),
    "external_id": _("Id where the row comes from"),
    "source": _("Where the row comes from"),
    "address": _("Address"),
    "accuracy_m": _("Accuracy in metres"),
    "category": _("Category, its code or name"),
    "text": _("Description"),
    "status": _("Status"),
    "reported_at": _("When it was reported"),
    "due_at": _("When it is due"),
    "settled_at": _("When it was settled"),
    "closed_at": _("When it was closed"),
    "settled_on_the_spot": _("Whether settled on the spot"),
    "department": _("Department"),
    "reporter": _("Reporter (not public)"),
    "reporter_phone": _("Reporter's phone (not public)"),
    "state": _("State"),
    "found_how": _("How it was found"),
    "found_at": _("When it was found"),
    "stop_due_at": _("When work must have stopped"),
    "penalty_due_at": _("When the penalty is due"),
    "demolish_due_at": _("When it must be demolished"),
    "ended_at": _("When the case ended"),
    "area_m2": _("Area in m²"),
    "owner": _("Owner (not public)"),
    "hours": _("Hours"),
    "role": _("Post"),
    "area": _("Grid or community, its code or name"),
    "duty_phone": _("Duty phone (public)"),
    "private_phone": _("Private phone (not public)"),
    "keeps": _("What is looked after"),
    "since": _("Since when"),
    "until": _("Until when"),
    "name_en": _("English name"),
    "parent": _("Main category, its code or name"),
    "parent_name": _("Name of the main category"),
    "deadline_hours": _("Deadline in working time"),
    "phone": _("Phone"),
}
