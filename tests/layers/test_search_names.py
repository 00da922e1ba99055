"""Finding parts of names: as written, in pinyin, by first letters; and which part it was."""

import pytest

from layers.search.folding import folded
from layers.search.names import Names, Needle, Rank, spans


def found(typed, *texts):
    """The texts that fit, best first."""
    at, scores = Names(texts).find(Needle.of(typed))
    return [texts[row] for _, row in sorted(zip(scores.tolist(), at.tolist(), strict=True))]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("沱江", "沱江路12号"),
        ("tuojiang", "沱江路12号"),
        ("Tuo Jiang", "沱江路12号"),
        ("tuoj", "沱江路12号"),
        ("tj", "沱江路12号"),
        ("tjl12", "沱江路12号"),
        ("tuojianglu12hao", "沱江路12号"),
        ("chongqing", "重庆路"),
        ("zhongqing", "重庆路"),
        ("cq", "重庆路"),
        ("zq", "重庆路"),
        ("nv", "女儿街"),
        ("nü", "女儿街"),
        ("鳳凰縣", "凤凰县"),
        ("凤凰县", "鳳凰縣"),
        ("fenghuang", "鳳凰縣"),
        ("１２号", "沱江路12号"),
        ("12-1", "沱江路12—1号"),
        ("main st", "Main Street"),
    ],
)
def test_what_people_type_is_found(typed, text):
    assert found(typed, "别的地方", text) == [text]


@pytest.mark.parametrize("typed", ["iang", "uojiang", "jt", "沱沱", "", " ", "·", "%", "_", "🙂"])
def test_what_is_no_part_of_a_name_is_not_found(typed):
    assert found(typed, "沱江路12号") == []


def test_the_order_is_whole_beginning_pinyin_initials_inside():
    texts = ("上tj", "新沱江", "同济路", "tj街", "tj", "滕家")
    at, scores = Names(texts).find(Needle.of("tj"))
    ranks = {texts[row]: Rank(score // 2) for row, score in zip(at.tolist(), scores.tolist(), strict=True)}

    assert ranks["tj"] == Rank.WHOLE
    assert ranks["tj街"] == Rank.BEGINS
    assert ranks["同济路"] == ranks["滕家"] == Rank.INITIALS
    assert ranks["上tj"] == Rank.INSIDE
    assert ranks["新沱江"] == Rank.INSIDE_PINYIN


def test_a_whole_number_comes_before_one_that_is_cut():
    assert found("路12", "路120号", "路12号", "路121号") == ["路12号", "路120号", "路121号"]


@pytest.mark.parametrize(
    ("typed", "text", "part"),
    [
        ("江路", "沱江路12号", "江路"),
        ("jianglu", "沱江路12号", "江路"),
        ("jl12", "沱江路12号", "江路12"),
        ("tuoj", "沱江路", "沱江"),
        ("zq", "老重庆路", "重庆"),
        ("１２", "沱 江 路 12 号", "12"),
        ("沱江路", "沱 江 路 12 号", "沱 江 路"),
        ("沱江", "別處的沱江", "沱江"),
    ],
)
def test_the_part_that_fits_is_told_in_the_text_as_written(typed, text, part):
    ((start, end),) = spans(text, Needle.of(typed))

    assert text[start:end] == part


def test_folding_keeps_what_tells_names_apart():
    assert folded("ＡＢ—１２ 號") == "ab-12号"
