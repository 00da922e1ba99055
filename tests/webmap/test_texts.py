"""Every text of the pages is translated."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from webmap import texts
from webmap.i18n import LANGUAGES

WEBMAP = Path(__file__).parents[2] / "webmap"
CATALOGUES = [language.catalogue for language in LANGUAGES.values() if language.catalogue != "en"]


@pytest.fixture(params=CATALOGUES)
def catalogue(request):
    """The texts of one language that is not the code's own."""
    return read_po(
        BytesIO((WEBMAP / f"translations/{request.param}/LC_MESSAGES/messages.po").read_bytes()),
        locale=request.param,
    )


def test_every_text_in_the_code_is_translated(catalogue):
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    keywords = {"_": None, "gettext": None, "lazy_gettext": None}
    used = {found[2] for found in extract_from_dir(str(WEBMAP), methods, keywords=keywords)}
    translated = {message.id for message in catalogue if message.id and message.string}

    assert used
    assert sorted(used - translated) == []


def test_no_translation_is_fuzzy_or_left_over(catalogue):
    assert not [message.id for message in catalogue if message.fuzzy]
    assert not catalogue.obsolete


def test_no_two_parts_of_the_page_give_one_key_a_text():
    assert len(texts.MAP_TEXTS) == sum(len(part.TEXTS) for part in texts._PARTS)


CHINESE = re.compile(r"[\u4e00-\u9fff]")
CHINESE_IN_CODE = {  # where Chinese is data, not what a page says
    "static/js/items/": "kinds and categories as the town's own data names them",
    "static/js/search/": "points of the compass in coordinates that are typed in",
    "webmap/base_maps/offers.py": "what providers of maps want to be shown, in their own words",
    "webmap/commands/": "names of columns and files in the help of commands, which speak English",
    "webmap/i18n.py": "each language in its own words",
    "webmap/texts/services.py": "kinds of service points as the data names them",
}


def test_no_page_speaks_chinese_by_itself():
    root = WEBMAP.parent
    files = [
        *(root / "static/js").rglob("*.js"),
        *WEBMAP.rglob("*.py"),
        *WEBMAP.rglob("*.html"),
    ]
    speaking = {path.relative_to(root).as_posix() for path in files if CHINESE.search(path.read_text())}

    assert files
    assert sorted(path for path in speaking if not path.startswith(tuple(CHINESE_IN_CODE))) == []


def words_of(template: str) -> str:
    """What a template says by itself: without comments, code, tags, scripts and commands to type."""
    for gone in (
        r"\{#.*?#\}",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
        r"<script.*?</script>",
        r"<code>.*?</code>",
        r"<kbd.*?</kbd>",
        r"<[^>]*>",
        r"&\w+;",
    ):
        template = re.sub(gone, " ", template, flags=re.DOTALL)
    return " ".join(template.split())


@pytest.mark.parametrize("path", sorted(WEBMAP.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words_outside_the_catalogues(path):
    assert not re.findall(r"[^\W\d_]{2,}", words_of(path.read_text()))
    assert not re.findall(r'(?:aria-label|title|placeholder|alt)="[^"{]*[a-z]{2}', path.read_text())


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("en-GB,zh;q=0.5", "en"),
        ("fr", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_a_page_speaks_what_the_browser_asks_for(make_app, town, asked, spoken):
    page = make_app(town).test_client().get("/", headers={"Accept-Language": asked})

    assert f'<html lang="{spoken}"' in page.text
    assert page.headers["Content-Language"] == spoken
    assert "Accept-Language" in page.headers["Vary"]


def test_a_language_that_is_not_spoken_changes_nothing(make_app, town):
    page = make_app(town).test_client().get("/?lang=xx", headers={"Accept-Language": "en"})

    assert '<html lang="en"' in page.text
    assert "Set-Cookie" not in page.headers
