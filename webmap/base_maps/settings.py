"""The settings of base maps, read once: what makes no sense is a ValueError with a sentence."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from layers.tilesets.base import DEEPEST_ZOOM

_MOST_LAYERS = 20
_LONGEST_URL = 500
_HOST = re.compile(r"[a-z0-9{}.-]+(:\d{1,5})?", re.IGNORECASE)
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_PATH = re.compile(r"[\w~!$&()*+,;=:@%/?.{}-]*", re.ASCII)
_DATUMS = ("WGS-84", "GCJ-02")
_MEMBERS = {"name", "url", "attribution", "min_zoom", "max_zoom", "subdomains", "datum", "imagery"}


@dataclass(frozen=True)
class TileLayer:
    """Tiles of others by the usual scheme: {z}, {x} and {y} in the URL, and {s} for one of its subdomains."""

    name: str
    url: str
    attribution: str = ""
    min_zoom: int = 0
    max_zoom: int = 19
    subdomains: tuple[str, ...] = field(default=())
    datum: str = "WGS-84"
    is_imagery: bool = False


def read_tianditu_key(text: str) -> str:
    """A browser key of Tianditu, or nothing."""
    key = text.strip()
    if key and not _KEY.fullmatch(key):
        raise ValueError("TIANDITU_KEY is not a key of Tianditu: 8 to 64 letters and digits.")
    return key


def read_amap(text: str) -> str:
    """Whether Amap is offered: "" for no, "on", or a URL of one's own."""
    word = text.strip()
    if word.lower() in ("", "off", "0", "false", "no"):
        return ""
    if word.lower() in ("on", "1", "true", "yes"):
        return "on"
    _check_url(word, ("1",), "AMAP_TILES")
    return word


def read_tile_layers(text: str) -> tuple[TileLayer, ...]:
    """BASE_TILES: a JSON list of layers."""
    if not text.strip():
        return ()
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"BASE_TILES is not JSON: {error}.") from error
    if not isinstance(listed, list) or len(listed) > _MOST_LAYERS:
        raise ValueError(f"BASE_TILES is not a JSON list of at most {_MOST_LAYERS} layers.")
    return tuple(_layer(told, f"BASE_TILES, layer {n}") for n, told in enumerate(listed, 1))


def read_tile_files(text: str) -> tuple[Path, ...]:
    """TILE_FILES: paths of files or folders, with colons between them."""
    return tuple(Path(part.strip()).expanduser() for part in text.split(":") if part.strip())


def _layer(told: Any, where: str) -> TileLayer:
    if not isinstance(told, dict):
        raise ValueError(f"{where}: not an object with a name and a url.")
    if unknown := sorted(told.keys() - _MEMBERS):
        raise ValueError(f"{where}: “{unknown[0]}” is not known; known are {', '.join(sorted(_MEMBERS))}.")
    layer = TileLayer(
        name=_text(told, "name", 80, where),
        url=_text(told, "url", _LONGEST_URL, where),
        attribution=_text(told, "attribution", 300, where) if "attribution" in told else "",
        min_zoom=_zoom(told, "min_zoom", 0, where),
        max_zoom=_zoom(told, "max_zoom", 19, where),
        subdomains=_subdomains(told.get("subdomains", ""), where),
        datum=told.get("datum", "WGS-84"),
        is_imagery=_flag(told, "imagery", where),
    )
    if layer.min_zoom > layer.max_zoom:
        raise ValueError(f"{where}: min_zoom is greater than max_zoom.")
    if layer.datum not in _DATUMS:
        raise ValueError(f"{where}: the datum is one of {' and '.join(_DATUMS)}.")
    _check_url(layer.url, layer.subdomains, where)
    return layer


def _text(told: dict[str, Any], member: str, longest: int, where: str) -> str:
    text = told.get(member)
    if not isinstance(text, str) or not 0 < len(text.strip()) <= longest:
        raise ValueError(f"{where}: {member} is a text of 1 to {longest} characters.")
    return text.strip()


def _zoom(told: dict[str, Any], member: str, default: int, where: str) -> int:
    zoom = told.get(member, default)
    if type(zoom) is not int or not 0 <= zoom <= DEEPEST_ZOOM:
        raise ValueError(f"{where}: {member} is a whole number from 0 to {DEEPEST_ZOOM}.")
    return zoom


def _flag(told: dict[str, Any], member: str, where: str) -> bool:
    flag = told.get(member, False)
    if not isinstance(flag, bool):
        raise ValueError(f"{where}: {member} is true or false.")
    return flag


def _subdomains(told: Any, where: str) -> tuple[str, ...]:
    parts = tuple(told) if isinstance(told, str | list) else (None,)
    if len(parts) > 16 or not all(
        isinstance(part, str) and re.fullmatch(r"[a-z0-9-]{1,20}", part) for part in parts
    ):
        raise ValueError(f"{where}: subdomains is a text such as “abc” or a list such as [“t0”, “t1”].")
    return parts


def _check_url(url: str, subdomains: tuple[str, ...], where: str) -> None:
    """Refuse what is no pattern of tiles, and what could say more in a security policy than where they come from."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not _HOST.fullmatch(parts.netloc) or len(url) > _LONGEST_URL:
        raise ValueError(
            f"{where}: “{url}” does not begin with http:// or https:// and the name of a machine."
        )
    path = url.partition(parts.netloc)[2]
    if not _PATH.fullmatch(path):
        raise ValueError(f"{where}: “{url}” has characters that a URL of tiles does not have.")
    if missing := [place for place in ("{z}", "{x}", "{y}") if place not in path]:
        raise ValueError(f"{where}: “{url}” has no {missing[0]}.")
    if foreign := set(re.findall(r"\{[^}]*\}?|\}", path)) - {"{z}", "{x}", "{y}", "{s}"}:
        raise ValueError(f"{where}: “{url}” has a {foreign.pop()} that stands for nothing.")
    if re.search(r"[{}]", parts.netloc.replace("{s}", "")):
        raise ValueError(
            f"{where}: of the places in “{url}” only {{s}} may stand in the name of the machine."
        )
    if "{s}" in url and not subdomains:
        raise ValueError(f"{where}: “{url}” has a {{s}}, but there are no subdomains.")
