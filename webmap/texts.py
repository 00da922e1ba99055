"""Every text that the map's scripts show: the key they ask by, and its English, translated in `translations/`.

`{n}` and the like are filled in by the scripts. Keys that end in a code (a status, a kind) are asked for by that code;
a code without a text is shown as it is.
"""

from flask_babel import lazy_gettext as _

_PAGE = {
    "loading": _("Loading …"),
    "retry": _("Try again"),
    "close": _("Close"),
    "plan_in_force": _("Division no. {number}, in force since {day}"),
    "plan_number": _("Division no. {number}"),
    "community": _("Community"),
    "grid": _("Grid"),
    "failure.offline": _("No connection. What is on the screen stays; try again when the network is back."),
    "failure.missing": _("This is not there (any more)."),
    "failure.refused": _("You may not see this. Sign in and try again."),
    "failure.server": _("The server could not answer just now. Nothing is lost; try again in a moment."),
}

_LAYERS = {
    "legend": _("Legend"),
    "layers.items": _("Items"),
    "layers.division": _("Division"),
    "layers.base": _("Base map"),
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

_STATES = {
    "group.reported": _("Reported"),
    "group.accepted": _("In hand"),
    "group.whistled": _("Whistled"),
    "group.returned": _("Returned"),
    "group.settled": _("Settled"),
    "group.closed": _("Closed"),
    "overdue": _("Overdue"),
    "status.reported": _("Reported"),
    "status.accepted": _("In hand"),
    "status.whistled": _("Whistled"),
    "status.reported_in": _("Department reported in"),
    "status.settled": _("Settled"),
    "status.closed": _("Closed"),
    "status.returned": _("Returned"),
    "status.withdrawn": _("Withdrawn"),
    "built.found": _("Found"),
    "built.verified": _("Verified"),
    "built.stop_order": _("Stop order"),
    "built.penalty": _("Penalty"),
    "built.demolished": _("Demolished"),
    "built.legalised": _("Legalised"),
}

# Kinds are the town's own words; these are the usual ones.
_SERVICES = {
    "service.社区服务管理中心": _("Community service centre"),
    "service.党群服务中心": _("Party and people centre"),
    "service.便民超市": _("Convenience shop"),
    "service.农产品展销超市": _("Farm produce shop"),
    "service.爱心超市": _("Charity shop"),
    "service.志愿服务站": _("Volunteer station"),
    "service.卫生室": _("Clinic"),
    "service.长者食堂": _("Canteen for the elderly"),
    "service.公共厕所": _("Public toilet"),
    "service.微型消防站": _("Fire post"),
    "service.警务室": _("Police post"),
    "service.户外劳动者驿站": _("Rest stop for outdoor workers"),
    "service.集中充电点": _("Charging point"),
}

_FILTERS = {
    "filters.time": _("Incidents reported"),
    "filters.days": _("{n} days"),
    "filters.own_range": _("Dates"),
    "filters.since": _("From"),
    "filters.until": _("To"),
    "filters.state": _("State of incidents"),
    "filters.only_overdue": _("Only overdue"),
    "filters.category": _("Category of incidents"),
    "filters.open_category": _("Show what belongs to {name}"),
    "filters.place": _("Place"),
    "filters.all_communities": _("All communities"),
    "filters.all_grids": _("All grids"),
    "filters.structures": _("Illegal structures"),
    "filters.result": _("{incidents} incidents · {structures} structures"),
    "filters.reset": _("Reset"),
}

_SEARCH = {
    "search.none": _("Nothing found. Try part of a name, or the last digits of a code."),
    "search.coordinates": _("Longitude, latitude"),
    "search.kind.grid": _("Grid"),
    "search.kind.community": _("Community"),
    "search.kind.leader": _("Leader"),
    "search.kind.street": _("Street"),
    "search.kind.address": _("Address"),
    "search.kind.coordinates": _("Place"),
    "search.kind.service_point": _("Service point"),
}

_CARDS = {
    "kind.grid": _("Grid"),
    "kind.grid_dedicated": _("Dedicated grid"),
    "kind.community": _("Community"),
    "kind.incident": _("Incident"),
    "kind.illegal_structure": _("Illegal structure"),
    "kind.service_point": _("Service point"),
    "kind.place": _("Place"),
    "kind.unassigned": _("Unassigned"),
    "kind.several": _("Incidents"),
    "kind.me": _("My position"),
    "grid_leader": _("Grid leader"),
    "grid_leader.none": _("Nobody is on duty here."),
    "deputy": _("Deputy"),
    "micro_grid_leaders": _("Micro-grid leaders"),
    "secretary": _("Secretary"),
    "secretary.none": _("No secretary is named."),
    "call": _("Call {name}, {phone}"),
    "count.open": _("open"),
    "count.overdue": _("overdue"),
    "count.total_90d": _("in 90 days"),
    "count.standing": _("structures"),
    "count.households": _("households"),
    "count.area": _("area"),
    "count.grids": _("grids"),
    "count.service_points_n": _("{n} service points"),
    "open_incidents": _("Open incidents"),
    "open_incidents.none": _("Nothing is open here."),
    "due": _("due {when}"),
    "grids": _("Grids"),
    "where": _("Belongs to"),
    "only_this_grid": _("Show only this grid"),
    "only_this_community": _("Show only this community"),
    "belongs_to": _("Belongs to"),
    "belongs_to_none": _("No grid yet: it waits in the queue of unassigned items."),
    "address": _("Address"),
    "reported_at": _("Reported at"),
    "due_at": _("Due at"),
    "settled_at": _("Settled at"),
    "on_the_spot": _("on the spot"),
    "closed_at": _("Closed at"),
    "department": _("Department"),
    "source": _("Source"),
    "source.sample": _("Sample"),
    "hours": _("Hours"),
    "structure.area": _("Floor area"),
    "structure.floors": _("Floors"),
    "structure.found_how": _("Found by"),
    "structure.found_at": _("Found on"),
    "structure.stop_due_at": _("Stop by"),
    "structure.penalty_due_at": _("Penalty by"),
    "structure.demolish_due_at": _("Demolish by"),
    "structure.ended_at": _("Ended at"),
    "several.title": _("{n} incidents at this spot"),
    "unassigned.title": _("{n} items without a grid"),
    "unassigned.note": _(
        "They lie outside every grid, or came without a position. None is dropped; each waits here."
    ),
    "unassigned.none": _("Every item has its grid."),
    "events": _("What happened"),
    "event.whistled": _("Whistled"),
    "event.reported_in": _("Department reported in"),
}

_WHY = {
    "why": _("Why this grid"),
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

_ME = {
    "me.inside": _("You are in {grid}"),
    "me.near": _("You are {distance} outside {grid}"),
    "me.outside": _("You are outside the town"),
    "me.accuracy": _("accurate to {distance}"),
    "me.off": _("Your position is switched off"),
    "me.denied": _(
        "Your browser may not tell where you are. Allow it in the settings of this site, then press the button again."
    ),
    "me.unknown": _("Your position cannot be found just now. Outdoors it is easier."),
}

MAP_TEXTS = _PAGE | _LAYERS | _STATES | _SERVICES | _FILTERS | _SEARCH | _CARDS | _WHY | _ME
