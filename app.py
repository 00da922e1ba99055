"""The application: settings as one table, the database, and the web map on top of it. `flask` finds it here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from environs import Env, EnvError, validate
from flask import Flask

import webmap
from layers.database import Database
from webmap import base_maps


@dataclass(frozen=True)
class Setting:
    """One setting: how it is read, what it is without being set, and what it means (for docs/operating.md)."""

    read: Callable[[Env, str], Any]
    default: str
    meaning: str


SETTINGS = {
    "DATABASE_URL": Setting(
        lambda env, name: env.str(name, ""),
        "a SpatiaLite file in DATA_DIR",
        "Where the town is stored: sqlite:///… or postgresql://…",
    ),
    "DATA_DIR": Setting(
        lambda env, name: env.path(name, Path("instance")).resolve(),
        "instance/",
        "Folder for the database file and photos; made when missing",
    ),
    "HOST": Setting(lambda env, name: env.str(name, "127.0.0.1"), "127.0.0.1", "Address to listen on"),
    "PORT": Setting(
        lambda env, name: env.int(name, 5000, validate=validate.Range(0, 65535)), "5000", "Port to listen on"
    ),
    "SECRET_KEY": Setting(
        lambda env, name: env.str(name, "").strip() or webmap.DEFAULT_SECRET_KEY,
        "made once and kept in DATA_DIR",
        "Signs sessions; for an own town under another server than `flask serve` it must be set",
    ),
    "PUBLIC_READ": Setting(
        lambda env, name: env.bool(name, None),
        "on in the sample town, off in an own one",
        "Whether the map and everything without personal data needs no sign-in",
    ),
    "PUBLIC_URL": Setting(
        lambda env, name: _address(env.str(name, "")),
        "what a browser asks for; for commands http://HOST:PORT",
        "Address under which people reach the map, such as https://map.example.org: where codes on printed sheets lead",
    ),
    "TIMEZONE": Setting(
        lambda env, name: ZoneInfo(env.str(name, "Asia/Shanghai")),
        "Asia/Shanghai",
        "When a day begins, and the zone that times are shown in",
    ),
    "TIANDITU_KEY": Setting(
        lambda env, name: base_maps.read_tianditu_key(env.str(name, "")),
        "none",
        "A browser key of Tianditu: offers its map and its imagery",
    ),
    "AMAP_TILES": Setting(
        lambda env, name: base_maps.read_amap(env.str(name, "")),
        "off",
        "Whether Amap's map is offered: on, off, or a URL in its datum",
    ),
    "BASE_TILES": Setting(
        lambda env, name: base_maps.read_tile_layers(env.str(name, "")),
        "none",
        "Other tile layers to offer, as a JSON list",
    ),
    "TILE_FILES": Setting(
        lambda env, name: base_maps.read_tile_files(env.str(name, "")),
        "none",
        "MBTiles and PMTiles files, or folders of them, with colons between",
    ),
    "MAX_UPLOAD_MB": Setting(
        lambda env, name: env.int(name, 200, validate=validate.Range(1)),
        "200",
        "Largest file that a command reads, in megabytes",
    ),
}


def _address(text: str) -> str:
    """The beginning of an address, without a slash at its end; empty stays empty."""
    parts = urlsplit(text.strip())
    if text.strip() and (
        parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
    ):
        raise ValueError(
            f"PUBLIC_URL is an address that begins with https:// or http://, which {text!r} is not."
        )
    return text.strip().rstrip("/")


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Make the application; settings come from the environment, `overrides` go first."""
    config = read_settings() | dict(overrides or {})
    config["DATABASE_URL"] = config["DATABASE_URL"] or f"sqlite:///{config['DATA_DIR'] / 'town.db'}"
    return webmap.create(config, Database(config["DATABASE_URL"]))


def read_settings() -> dict[str, Any]:
    """Read every setting from the environment; a value that makes no sense ends the program with a sentence."""
    env = Env()
    try:
        return {name: setting.read(env, name) for name, setting in SETTINGS.items()}
    except (EnvError, ValueError, KeyError) as error:
        raise SystemExit(f"A setting in the environment makes no sense: {error}") from error
