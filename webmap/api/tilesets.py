"""Tiles of the town's own files, as stored."""

from flask import Response, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from layers.tilesets import MEDIA_TYPES
from layers.tilesets.base import DEEPEST_ZOOM, gunzip
from webmap.api.answers import ASK_AGAIN, FOR_GOOD, answer_bytes
from webmap.api.schemas import PROBLEMS
from webmap.base_maps import base_maps
from webmap.problems import Refused

api = APIBlueprint(
    "tilesets", __name__, url_prefix="/display", abp_tags=[Tag(name="display")], abp_responses=PROBLEMS
)


class TilesetTilePath(BaseModel):
    """Which tile of which file in which version."""

    key: str = Field(pattern="^file-[a-z0-9_-]{1,30}$")
    version: str = Field(pattern="^[0-9a-f]{12}$")
    z: int = Field(ge=0, le=DEEPEST_ZOOM)
    x: int = Field(ge=0, lt=2**DEEPEST_ZOOM)
    y: int = Field(ge=0, lt=2**DEEPEST_ZOOM)


@api.get(
    "/tiles/<key>/<version>/<int:z>/<int:x>/<int:y>",
    summary="A tile of a base map",
    responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}, 204: None},
)
def tileset_tile(path: TilesetTilePath) -> Response:
    """A picture or a vector tile; 204 where the file has none there."""
    tileset = base_maps().tilesets.get(path.key)
    if tileset is None:
        raise Refused(404, "No such base map", f"No file of tiles is called {path.key}.")
    about = tileset.about
    if not about.min_zoom <= path.z <= about.max_zoom or max(path.x, path.y) >= 2**path.z:
        raise Refused(404, "No such tile", f"{path.key} has zooms {about.min_zoom} to {about.max_zoom}.")
    cache = FOR_GOOD if path.version == tileset.version else ASK_AGAIN
    tile = tileset.tile(path.z, path.x, path.y)
    if tile is None:
        return Response(status=204, headers={"Cache-Control": cache})
    if not about.is_gzipped:
        return answer_bytes(tile, mimetype=MEDIA_TYPES[about.format], cache=cache)
    is_packed = "gzip" in request.accept_encodings
    response = answer_bytes(
        tile if is_packed else _unpacked(tile), mimetype=MEDIA_TYPES[about.format], cache=cache
    )
    response.vary.add("Accept-Encoding")
    if is_packed:
        response.content_encoding = "gzip"
    return response


def _unpacked(tile: bytes) -> bytes:
    try:
        return gunzip(tile)
    except ValueError as error:
        raise Refused(503, "Broken tile", f"The tile is broken: {error}.") from error
