"""What every table shares: the naming of constraints, UTC times and geometry columns in lon/lat."""

from datetime import UTC, datetime
from enum import StrEnum

from geoalchemy2 import Geometry
from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

WGS84 = 4326


class Base(DeclarativeBase):
    """Root of the models. Names of constraints are fixed, so that migrations can refer to them on both engines."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database, on SQLite too (which stores naive text)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(names: type[StrEnum]) -> Enum:
    """A text column for a StrEnum, checked here and not by the database, so that a new member is no migration."""
    return Enum(
        names, native_enum=False, length=32, values_callable=lambda members: [str(m) for m in members]
    )


def geometry(kind: str) -> Geometry:
    """A lon/lat geometry column with a spatial index; `kind` is the OGC type, always the Multi form for areas and lines."""
    return Geometry(kind, srid=WGS84, spatial_index=True)
