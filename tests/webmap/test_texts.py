"""Every text of the pages is translated."""

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from webmap import texts

WEBMAP = Path(__file__).parents[2] / "webmap"


def catalogue():
    """The Simplified Chinese texts."""
    return read_po(BytesIO((WEBMAP / "translations/zh_Hans/LC_MESSAGES/messages.po").read_bytes()))


def test_every_text_in_the_code_has_a_chinese_one():
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    keywords = {"_": None, "gettext": None, "lazy_gettext": None}
    used = {found[2] for found in extract_from_dir(str(WEBMAP), methods, keywords=keywords)}
    translated = {message.id for message in catalogue() if message.id and message.string}

    assert used
    assert used <= translated


def test_no_translation_is_fuzzy_or_left_over():
    assert not [message.id for message in catalogue() if message.fuzzy]
    assert not catalogue().obsolete


def test_no_two_parts_of_the_page_give_one_key_a_text():
    assert len(texts.MAP_TEXTS) == sum(len(part.TEXTS) for part in texts._PARTS)
