"""How a command fails: non-zero, with one sentence on stderr, never a traceback for what a person can mend."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from gis.errors import GisError
from layers.database import DatabaseError
from layers.files.errors import FileRefused
from layers.loading.errors import LoadError
from layers.photos import PhotoRefused
from layers.plans import PlanError
from layers.sheets.errors import SheetError
from layers.towns import TownError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_words(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn the errors of the layers into a command's failure."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except (
            GisError,
            DatabaseError,
            FileRefused,
            LoadError,
            PhotoRefused,
            PlanError,
            SheetError,
            TownError,
        ) as error:
            raise click.ClickException(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            raise click.ClickException(
                f"The database cannot be used ({error.orig}); has `flask db upgrade` been run?"
            ) from error

    return run
