"""Somebody at the command line of an own town."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely
from sqlalchemy import func, select

from layers.database import Database
from tests.gis.drawing import SIDE, SOUTH_WEST, drawn


@dataclass(frozen=True)
class Desk:
    """Runs commands against a database; files lie in a folder of its own."""

    runner: object
    database: Database
    folder: Path

    def run(self, *arguments):
        """Run a command and give its result."""
        return self.runner.invoke(args=[str(argument) for argument in arguments])

    def do(self, *arguments):
        """Run a command that must succeed, and give what it prints."""
        result = self.run(*arguments)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def refuse(self, *arguments):
        """Run a command that must fail in words, and give what it prints."""
        result = self.run(*arguments)
        assert result.exit_code != 0, result.output
        assert isinstance(result.exception, SystemExit), result.exception
        return result.output

    def count(self, model):
        """How many rows a table has."""
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(model))

    def stored(self, *columns):
        """The values of columns, in the order of the first."""
        with self.database.read() as session:
            return session.execute(select(*columns).order_by(columns[0])).all()

    def file(self, name, text):
        """Write a text file."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def layer(self, name, shapes, /, **columns):
        """Write a layer."""
        path = self.folder / name
        gpd.GeoDataFrame(columns, geometry=list(shapes), crs=4326).to_file(path)
        return path

    def grids(self, picture, name="grids.geojson", /, **columns):
        """Write a drawing as a file of grids with codes, and publish nothing."""
        codes, polygons = drawn(picture)
        return self.layer(name, polygons, code=codes, **columns)

    def publish(self, picture):
        """Put a drawing in force."""
        self.do("load", "grids", self.grids(picture, "in_force.geojson"), "--commit")
        number = self.do("plans").count("\n") - 1
        self.do("publish", number)


def place(x, y):
    """Longitude and latitude of a point x squares east and y squares north of the drawing's corner."""
    return SOUTH_WEST[0] + x * SIDE, SOUTH_WEST[1] + y * SIDE


def square(x, y, side=0.1):
    """A small square with its south-western corner at a place of the drawing."""
    return shapely.box(*place(x, y), *place(x + side, y + side))
