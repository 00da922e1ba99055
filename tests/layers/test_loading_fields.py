"""Which column is taken for which field, and when a person is asked."""

import pytest

from layers.files.errors import FileRefused
from layers.loading.errors import LoadError
from layers.loading.fields import choose_fields, name_beside


def test_usual_names_are_found_in_any_spelling():
    fields = choose_fields(["Grid_Code", "网格名称", "户数"], ("code", "name", "households"), {})

    assert dict(fields.columns) == {"code": "Grid_Code", "name": "网格名称", "households": "户数"}


def test_the_better_known_name_goes_first():
    assert choose_fields(["id", "code"], ("code",), {})["code"] == "code"


def test_a_column_that_is_named_goes_before_one_that_is_found():
    assert choose_fields(["code", "wd16cd"], ("code",), {"code": "wd16cd"})["code"] == "wd16cd"


def test_a_named_column_is_not_taken_for_another_field():
    fields = choose_fields(["name", "ref"], ("code", "name"), {"code": "name"})

    assert fields["code"] == "name"
    assert "name" not in fields


def test_a_named_column_must_be_there():
    with pytest.raises(FileRefused, match="no column “wd16cd”"):
        choose_fields(["code"], ("code",), {"code": "wd16cd"})


def test_a_required_field_without_a_column_is_asked_for_by_its_option():
    with pytest.raises(LoadError, match=r"--community-name.*columns are: a, b\."):
        choose_fields(["a", "b"], ("community_name",), {}, required=("community_name",))


def test_what_was_taken_is_told_in_one_line():
    fields = choose_fields(["code", "网格名称"], ("code", "name", "households"), {})

    assert fields.told == "code, name from 网格名称"


@pytest.mark.parametrize(
    ("codes", "names"), [("lad16cd", "lad16nm"), ("社区编码", "社区名称"), ("ward_code", "ward_name")]
)
def test_names_stand_beside_their_codes(codes, names):
    assert name_beside(codes, ["x", codes, names]) == names
    assert name_beside(codes, ["x", codes]) is None
