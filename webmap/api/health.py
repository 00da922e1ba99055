"""/healthz: whether the town is there to be shown."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint
from sqlalchemy.exc import SQLAlchemyError

from layers.database import DatabaseError
from layers.towns import find_town
from webmap.api.schemas import PROBLEMS, AnyBody
from webmap.problems import problem
from webmap.store import store

api = APIBlueprint("health", __name__, abp_responses=PROBLEMS)


@api.get("/healthz", summary="200 once the town is there", responses={200: AnyBody})
def healthz() -> Response:
    """Ask the database for the town and its plan."""
    try:
        with store().database.read() as session:
            is_there = find_town(session) is not None
    except (SQLAlchemyError, DatabaseError):
        return problem(503, "The database does not answer")
    return jsonify(status="ok") if is_there else problem(503, "No town is loaded yet")
