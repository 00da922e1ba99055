"""/api/search: one box for codes, names, leaders, streets, addresses, service points and coordinates."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from layers.search import search
from webmap.api.answers import answer
from webmap.api.divisions import division_on
from webmap.api.schemas import PROBLEMS, AnyBody
from webmap.store import store, today

api = APIBlueprint(
    "search", __name__, url_prefix="/api", abp_tags=[Tag(name="search")], abp_responses=PROBLEMS
)


class SearchQuery(BaseModel):
    """What somebody typed."""

    q: str = Field(max_length=100)


@api.get("/search", summary="Find a place by what people call it", responses={200: AnyBody})
def find(query: SearchQuery) -> Response:
    """At most 20 results, the likeliest first."""
    with store().database.read() as session:
        results = search(session, division_on(session, None), query.q, today())
        return answer({"results": [result.body() for result in results]})
