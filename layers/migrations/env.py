"""Runs by Alembic on every upgrade and downgrade: online only, on the engine that it is handed.

Never use `batch_alter_table` on a table with a geometry: on SpatiaLite it takes the index and the geometry
checks along to a table that no longer exists, and reports success.
"""

from typing import Any

from alembic import context
from geoalchemy2 import alembic_helpers

from layers.models import Base


def _is_ours(item: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave the engines' own tables (spatial_ref_sys, idx_*, ...) out of comparisons."""
    if kind == "table" and reflected and compare_to is None:
        return False
    return bool(alembic_helpers.include_object(item, name, kind, reflected, compare_to))


with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=_is_ours,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
