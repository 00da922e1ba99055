"""What there is to choose from: each base map with its addresses, zooms, datum and the words that must be shown."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from layers.bbox import Bbox
from layers.tilesets import Tileset
from webmap.base_maps.settings import TileLayer

_TIANDITU_URL = (
    "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)
_TIANDITU_SAYS = "国家地理信息公共服务平台 天地图 GS(2024)0568号 甲测资字1100471"
_AMAP_URL = "https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}"
_AMAP_SAYS = "高德地图 AutoNavi"


@dataclass(frozen=True)
class Offer:
    """A base map. `urls` lie one over the other, the lowest first; bounds are lon/lat, None for everywhere."""

    key: str
    name: str | LazyString
    urls: tuple[str, ...]
    attribution: str
    min_zoom: int
    max_zoom: int
    subdomains: tuple[str, ...] = ()
    datum: str = "WGS-84"
    is_vector: bool = False
    is_imagery: bool = False
    bounds: Bbox | None = None

    @property
    def origins(self) -> set[str]:
        """The other machines that its pictures come from."""
        names = [url.replace("{s}", s) for url in self.urls for s in self.subdomains or ("",)]
        parts = [urlsplit(name) for name in names if not name.startswith("/")]
        return {f"{part.scheme}://{part.netloc}" for part in parts}

    def for_page(self) -> dict[str, Any]:
        """What the page's scripts need of it."""
        return {
            "key": self.key,
            "name": str(self.name),
            "urls": self.urls,
            "attribution": self.attribution,
            "min_zoom": self.min_zoom,
            "max_zoom": self.max_zoom,
            "subdomains": self.subdomains,
            "datum": self.datum,
            "is_vector": self.is_vector,
            "is_imagery": self.is_imagery,
            "bounds": self.bounds,
        }


def tianditu(key: str) -> list[Offer]:
    """The national map: streets and imagery, each with its names over it."""
    if not key:
        return []
    kinds = [
        ("tianditu", _("Tianditu, map"), ("vec", "cva"), False),
        ("tianditu-imagery", _("Tianditu, imagery"), ("img", "cia"), True),
    ]
    return [
        Offer(
            key=offer,
            name=name,
            urls=tuple(_TIANDITU_URL.format(layer=layer, key=key) for layer in layers),
            attribution=_TIANDITU_SAYS,
            min_zoom=1,
            max_zoom=18,
            subdomains=tuple("01234567"),
            is_imagery=is_imagery,
        )
        for offer, name, layers, is_imagery in kinds
    ]


def amap(setting: str) -> list[Offer]:
    """Amap's streets, or what else is drawn in its datum."""
    if not setting:
        return []
    return [
        Offer(
            key="amap",
            name=_("Amap"),
            urls=(_AMAP_URL if setting == "on" else setting,),
            attribution=_AMAP_SAYS,
            min_zoom=3,
            max_zoom=18,
            subdomains=tuple("1234"),
            datum="GCJ-02",
        )
    ]


def tile_layer(key: str, layer: TileLayer) -> Offer:
    """A layer of BASE_TILES."""
    return Offer(
        key=key,
        name=layer.name,
        urls=(layer.url,),
        attribution=layer.attribution,
        min_zoom=layer.min_zoom,
        max_zoom=layer.max_zoom,
        subdomains=layer.subdomains,
        datum=layer.datum,
        is_imagery=layer.is_imagery,
    )


def of_tileset(key: str, tileset: Tileset) -> Offer:
    """A file of TILE_FILES, served by ourselves."""
    about = tileset.about
    return Offer(
        key=key,
        name=about.name,
        urls=(f"/display/tiles/{key}/{tileset.version}/{{z}}/{{x}}/{{y}}",),
        attribution=about.attribution,
        min_zoom=about.min_zoom,
        max_zoom=about.max_zoom,
        is_vector=about.format == "pbf",
        is_imagery=about.format in ("jpg", "webp"),
        bounds=about.bounds,
    )
