"""A moment as whole seconds since 1970, told by the database: many thousands are read without making a date of each."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class epoch_s(FunctionElement[int]):  # noqa: N801  (reads like an SQL function)
    """Seconds since 1970 of a column of moments, rounded down; NULL stays NULL."""

    inherit_cache = True
    type = BigInteger()


@compiles(epoch_s, "postgresql")
def _on_postgis(element: epoch_s, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"


@compiles(epoch_s, "sqlite")
def _on_spatialite(element: epoch_s, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"
