"""Makes the sample files of the first steps from the sample town: `python -m tools.first_files`.

They are a small town by themselves: the grids of three communities, with what lies there.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from layers.files.limits import LIMITS
from layers.files.read import read_layer, read_points
from layers.files.source import read_raw
from layers.files.write import write
from layers.sample.files import write_sample_files

SAMPLES = Path(__file__).parent.parent / "layers" / "first_steps" / "samples"
COMMUNITIES = ("433123109003", "433123109009", "433123109011")
MOMENT = datetime(2026, 3, 2, 4, tzinfo=UTC)
MOST_ROWS = 100
OWNER = ["grid_code", "grid_name", "community_code", "community_name", "rule", "edge_distance_m"]


def main() -> None:
    """Write every sample anew."""
    SAMPLES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        files = {path.stem: path for path in write_sample_files(Path(folder), MOMENT.date(), MOMENT)}
        grids = _layer(files["grids"])
        ours = grids[grids["community_code"].isin(COMMUNITIES)]
        land = ours.union_all()
        write(ours, SAMPLES / "grids.geojson")
        communities = _layer(files["communities"])
        write(communities[communities["code"].isin(COMMUNITIES)], SAMPLES / "communities.geojson")
        for name in ("streets", "buildings", "water", "blocks"):
            write(_within(_layer(files[name]), land), SAMPLES / f"{name}.geojson")
        write(
            _within(_layer(files["illegal-structures"]), land).drop(columns=OWNER),
            SAMPLES / "illegal-structures.geojson",
        )
        for name in ("addresses", "incidents", "service-points"):
            _write_table(_table(files[name], land), name)
        for name in ("departments", "categories"):
            _write_table(_list(files[name]), name)
        people = _list(files["people"])
        _write_table(people[people["area"].str.startswith(COMMUNITIES)], "people")


def _layer(path: Path) -> gpd.GeoDataFrame:
    return read_layer(path).rows


def _within(rows: gpd.GeoDataFrame, land: shapely.Geometry) -> gpd.GeoDataFrame:
    return rows[rows.geometry.intersects(land)].head(MOST_ROWS)


def _write_table(table: pd.DataFrame, name: str) -> None:
    for ending in ("csv", "xlsx"):
        write(table, SAMPLES / f"{name}.{ending}")


def _list(path: Path) -> pd.DataFrame:
    return read_raw(path, LIMITS).rows


def _table(path: Path, land: shapely.Geometry) -> pd.DataFrame:
    points = read_points(path)
    inside = shapely.contains_xy(land, points.lonlat)
    return points.rows[inside].head(MOST_ROWS).drop(columns=OWNER, errors="ignore")


if __name__ == "__main__":
    main()
