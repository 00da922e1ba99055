"""Every text of the pages is translated."""

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
