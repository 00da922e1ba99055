"""Migrations: how the tables came to be, one step a file, up and down on both engines."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from layers.database import Database

_HERE = Path(__file__).parent


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables up to `revision`, making the database spatial first."""
    database.make_spatial()
    command.upgrade(_config(database), revision)


def downgrade(database: Database, revision: str = "base") -> None:
    """Take the tables back down to `revision`."""
    command.downgrade(_config(database), revision)


def is_current(database: Database) -> bool:
    """Say whether the tables are those of this version of the code."""
    with database.engine.execution_options(write=False).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head()


def head() -> str | None:
    """The newest revision that this version of the code knows."""
    return ScriptDirectory(str(_HERE)).get_current_head()


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["engine"] = database.engine
    return config
