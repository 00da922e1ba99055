"""/api/search: one box for codes, names, leaders, streets, addresses, service points and coordinates."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from layers.search.find import MOST, find_places
from webmap.api.answers import answer
from webmap.api.divisions import division_on
from webmap.api.schemas import PROBLEMS, AnyBody
from webmap.store import store, today

api = APIBlueprint(
    "search", __name__, url_prefix="/api", abp_tags=[Tag(name="search")], abp_responses=PROBLEMS
)


class SearchQuery(BaseModel):
    """What somebody typed, and where the map looks."""

    q: str = Field(max_length=500, description="A code, name, address, person or coordinates")
    limit: int = Field(30, ge=1, le=MOST, description="How many at most; of each kind there are at most 12")
    lon: float | None = Field(
        None, ge=-180, le=180, description="Where the map looks: the nearest come first"
    )
    lat: float | None = Field(None, ge=-90, le=90)


@api.get("/search", summary="Find a place by what people call it", responses={200: AnyBody})
def find(query: SearchQuery) -> Response:
    """The likeliest first, with the part that fits, and metres from where the map looks."""
    centre = None if query.lon is None or query.lat is None else (query.lon, query.lat)
    with store().database.read() as session:
        results = find_places(
            session,
            store().indexes,
            division_on(session, None),
            query.q,
            on=today(),
            limit=query.limit,
            centre=centre,
        )
        return answer({"results": [result.body() for result in results]})
