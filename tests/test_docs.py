"""The documentation says what is there: links lead somewhere, commands, options, addresses and columns exist."""

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

from app import create_app

ROOT = Path(__file__).parent.parent
ROOMS = ("docs", "gis", "layers", "webmap", "static", "tests", "benchmarks", "tools")
PAGES = sorted(
    page
    for page in (*ROOT.glob("*.md"), *(page for room in ROOMS for page in (ROOT / room).rglob("*.md")))
    if not {"vendor", "node_modules"} & set(page.parts)
)
GUIDES = [page for page in PAGES if page.parent in (ROOT, ROOT / "docs")]
HEAVIEST_PICTURE_BYTES = 600_000
PICTURES = (".png", ".svg", ".webp")

MACHINE_PATHS = r"(?<![\w.])/(?:work|home|root|tmp|Users)/|[A-Z]:\\"
REGISTRIES = r"pypi\.org|pythonhosted|registry\.npmjs|npmjs\.com|proxy\.golang|conda\.(?:io|org)|crates\.io"
UNFINISHED = r"\b(?:TODO|FIXME|TBD|XXX|WIP|lorem ipsum)\b"


def name_of(page: Path) -> str:
    """What a page is called in a test's name."""
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The application, never asked for anything that is stored."""
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('docs') / 'town.db'}"})
    yield app
    app.extensions["store"].database.dispose()


def links_in(text: str) -> Iterator[str]:
    """Where a page links to, and the pictures it shows."""
    yield from re.findall(r"\]\(([^)\s]+)\)", text)
    yield from re.findall(r'src="([^"]+)"', text)


def headings_of(page: Path) -> set[str]:
    """The anchors that readers of Markdown give to headings."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def shell_lines(text: str) -> Iterator[list[str]]:
    """The words of each line of a block of code, up to a comment; what is not a shell's is left out."""
    fenced = "".join(re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)).splitlines()
    for line in (*fenced, *re.findall(r"^(?: {4}|\t)(.*)$", text, re.MULTILINE)):
        for part in re.split(r"\s&&\s", line):
            try:
                yield shlex.split(part, comments=True)
            except ValueError:
                continue


def commands_in(text: str) -> Iterator[list[str]]:
    """Every `flask …` and `make …`, on lines of their own or within a sentence."""
    spoken = (shlex.split(code) for code in re.findall(r"`((?:flask|make) [^`]+)`", text))
    for words in (*shell_lines(text), *spoken):
        if words[:1] in (["flask"], ["make"]):
            yield words


def find_command(app, words: list[str]) -> tuple[click.Command, list[str]]:
    """Follow words into the command line; the command they name, and the words that are left."""
    command: click.Command = app.cli
    context = click.Context(command)
    left = words[1:]
    while isinstance(command, click.Group) and left and not left[0].startswith("-"):
        inner = command.get_command(context, left[0])
        assert inner is not None, f"there is no {' '.join(words)}"
        command, left = inner, left[1:]
    return command, left


def options_of(command: click.Command) -> set[str]:
    """The options that a command knows."""
    options = (parameter for parameter in command.params if isinstance(parameter, click.Option))
    return {"--help"} | {name for option in options for name in option.opts}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    for link in links_in(page.read_text()):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (page.parent / parts.path).resolve() if parts.path else page

        assert target.exists(), link
        assert not parts.fragment or parts.fragment in headings_of(target), link


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_flask_command_named_exists_with_its_options(page, app):
    for words in commands_in(page.read_text()):
        if words[0] != "flask":
            continue
        command, left = find_command(app, words)
        options = {word.partition("=")[0] for word in left if word.startswith("--")}

        assert options <= options_of(command), words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_named_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {word for words in commands_in(page.read_text()) if words[0] == "make" for word in words[1:2]}

    assert named <= targets


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_every_address_asked_for_exists(page, app):
    addresses = app.url_map.bind("localhost")
    for words in shell_lines(page.read_text()):
        if words[:1] != ["curl"]:
            continue
        url = next(word for word in words if word.startswith("http"))
        try:
            addresses.match(urlsplit(url).path, method="POST" if "--json" in words else "GET")
        except (NotFound, MethodNotAllowed):
            pytest.fail(url)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
@pytest.mark.parametrize(
    "unwanted", [MACHINE_PATHS, REGISTRIES, UNFINISHED], ids=["machine", "registry", "unfinished"]
)
def test_no_page_names_a_machine_or_registry_or_what_is_unfinished(page, unwanted):
    assert re.findall(unwanted, page.read_text()) == []


def test_the_readme_names_every_command(app):
    readme = (ROOT / "README.md").read_text()
    context = click.Context(app.cli)
    ours = [name for name in app.cli.list_commands(context) if name not in ("run", "shell", "routes")]

    assert [name for name in ours if f"`flask {name}" not in readme] == []


def test_the_files_page_names_every_option_of_the_loads(app):
    page = (ROOT / "docs" / "files.md").read_text()
    load, _ = find_command(app, ["flask", "load"])
    context = click.Context(load)
    options = {
        option
        for name in load.list_commands(context)
        for option in options_of(load.get_command(context, name))
    }

    assert [option for option in sorted(options - {"--help"}) if f"`{option}" not in page] == []


def test_the_tour_of_the_core_says_what_comes_out():
    page = ROOT / "docs" / "core.md"

    assert doctest.testfile(str(page), module_relative=False).failed == 0


def test_every_picture_is_light_and_shown_somewhere():
    pictures = sorted(path for path in (ROOT / "docs" / "images").rglob("*") if path.is_file())
    shown = {
        (page.parent / link).resolve()
        for page in GUIDES
        for link in links_in(page.read_text())
        if link.endswith(PICTURES)
    }

    assert [picture for picture in pictures if picture not in shown] == []
    assert all(picture.stat().st_size <= HEAVIEST_PICTURE_BYTES for picture in pictures)
