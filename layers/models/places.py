"""What stands still: the town, its communities, and the base layers that the map is drawn from."""

from datetime import datetime

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from layers.models.base import Base, UtcDateTime, geometry


class Town(Base):
    """The one town of this database (a database holds one town: the id is always 1)."""

    __tablename__ = "town"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Counts every change of the base layers: part of the URLs that browsers keep for good.
    base_version: Mapped[int] = mapped_column(default=1)


class Community(Base):
    """A community 社区. Its shape is the union of its grids; a loaded outline is only compared with that."""

    __tablename__ = "community"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    households: Mapped[int | None]
    outline: Mapped[WKBElement | None] = mapped_column(geometry("MULTIPOLYGON"))


class Street(Base):
    """A street centre line; level 1 = main road, 2 = street, 3 = lane."""

    __tablename__ = "street"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    level: Mapped[int] = mapped_column(default=2)
    is_bridge: Mapped[bool] = mapped_column(default=False)
    geom: Mapped[WKBElement] = mapped_column(geometry("MULTILINESTRING"))


class Water(Base):
    """A river, lake or pond."""

    __tablename__ = "water"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="river")
    geom: Mapped[WKBElement] = mapped_column(geometry("MULTIPOLYGON"))


class Block(Base):
    """A piece of land 街坊 bounded by streets and water: the planner's building unit."""

    __tablename__ = "block"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str]
    use: Mapped[str | None]
    households: Mapped[int | None]
    residents: Mapped[int | None]
    geom: Mapped[WKBElement] = mapped_column(geometry("MULTIPOLYGON"))


class Building(Base):
    """A building's footprint."""

    __tablename__ = "building"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str] = mapped_column(unique=True)
    block_code: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str | None]
    use: Mapped[str | None]
    floors: Mapped[int | None]
    households: Mapped[int | None]
    geom: Mapped[WKBElement] = mapped_column(geometry("MULTIPOLYGON"))


class DoorPlate(Base):
    """A door plate 门牌: an address, its place, and how many households live behind it."""

    __tablename__ = "door_plate"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    address: Mapped[str] = mapped_column(unique=True)
    households: Mapped[int | None]
    building_id: Mapped[int | None] = mapped_column(
        ForeignKey("building.id", ondelete="SET NULL"), index=True
    )
    geom: Mapped[WKBElement] = mapped_column(geometry("POINT"))
