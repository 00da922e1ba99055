"""The house: app → webmap → layers → gis, imports pointing one way only."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ["gis", "layers", "webmap"]  # each may import itself and the rooms before it
GIS_MAY_IMPORT = {"numpy", "shapely", "pyproj", "scipy"}
PYTHON = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
MODULES = sorted((ROOT / "static" / "js").rglob("*.js"))


def imported_by(path: Path) -> set[str]:
    """The top-level packages that a module imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_itself_and_the_rooms_below(path):
    room = path.relative_to(ROOT).parts[0]
    above = set(ROOMS[ROOMS.index(room) + 1 :]) | {"app"}

    assert not imported_by(path) & above


@pytest.mark.parametrize("path", sorted((ROOT / "gis").rglob("*.py")), ids=lambda path: path.name)
def test_the_core_imports_only_what_geometry_needs(path):
    foreign = {name for name in imported_by(path) if name not in sys.stdlib_module_names}

    assert foreign <= GIS_MAY_IMPORT | {"gis"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "layers").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_layers_know_nothing_of_http(path):
    assert not imported_by(path) & {"flask", "werkzeug", "folium", "click"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_browser_module_imports_only_our_own_and_vendored_files(path):
    targets = re.findall(r"""(?:^|\s)(?:import|from)\s*\(?["']([^"']+)["']""", path.read_text())

    assert all(target.startswith(("./", "../")) for target in targets)
