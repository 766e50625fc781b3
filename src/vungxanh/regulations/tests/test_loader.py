"""A wrong file is refused with its line, field and remedy."""

from pathlib import Path

import pytest

from vungxanh.regulations.api import RegulationError
from vungxanh.regulations.diseases import load_diseases
from vungxanh.regulations.loader import load, load_all

GOOD = """[regulation]
id = "x"
kind = "regulation"
number = "1/QĐ"
issuer = "Bộ Y tế"
level = "national"
title = "thử"
diseases = ["covid19"]
effective_from = 2021-01-01
verified = true
source = "nguồn"

[values]
hours = 24
"""
RULES = """[[rules]]
group = "F1"
place = "home"
days = 14
counted_from = "last_exposure"

[[rules]]
group = "F1"
place = "home"
days = 99
counted_from = "last_exposure"
"""


def write(tmp_path: Path, text: str, folder: str = "notification") -> Path:
    file = tmp_path / folder / "x.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("hours = 24", 'hours = "24"', 14, "values.hours"),
        ("hours = 24", "hours = true", 14, "values.hours"),
        ("hours = 24", "hours = 0", 14, "values.hours"),
        ("hours = 24", "", 13, "values.hours"),
        ("hours = 24", "hours = 24\nminutes = 3", 15, "values.minutes"),
        ("hours = 24", 'hours = 24\nunverified = ["days"]', 15, "values.unverified"),
        ('kind = "regulation"', 'kind = "rumour"', 3, "regulation.kind"),
        ('kind = "regulation"', 'kind = "setting"', 10, "regulation.verified"),
        ('number = "1/QĐ"', "", 1, "regulation.number"),
        ("effective_from = 2021-01-01", "", 1, "regulation.effective_from"),
        ("effective_from = 2021-01-01", 'effective_from = "2021-01-01"', 9, "regulation.effective_from"),
        ("verified = true", "effective_to = 2020-12-31\nverified = true", 10, "regulation.effective_to"),
        ('source = "nguồn"', 'source = " "', 11, "regulation.source"),
        ('level = "national"', 'level = "province"', 1, "regulation.area"),
        ('level = "national"', 'level = "province"\narea = "70"', 7, "regulation.area"),
        ('["covid19"]', '["covid18"]', 8, "regulation.diseases"),
        ("[values]", "[valuse]", 13, "valuse"),
        ("hours = 24", "hours = ", 14, "TOML"),
    ],
)
def test_a_wrong_file_tells_line_field_and_remedy(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    assert old in GOOD
    with pytest.raises(RegulationError) as error:
        load(write(tmp_path, GOOD.replace(old, new)))
    assert (error.value.line, error.value.field) == (line, field)
    assert error.value.remedy
    assert f"dòng {line}" in str(error.value)


def test_the_good_file_loads(tmp_path: Path) -> None:
    one = load(write(tmp_path, GOOD))
    assert one.value.hours == 24
    assert one.fully_verified


def test_an_error_in_the_second_rule_gives_its_own_line(tmp_path: Path) -> None:
    text = GOOD.split("[values]")[0] + RULES
    with pytest.raises(RegulationError) as error:
        load(write(tmp_path, text, "isolation"))
    assert (error.value.field, text.splitlines()[error.value.line - 1]) == ("rules[1].days", "days = 99")


def test_an_unknown_subject_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegulationError, match="không phải chủ đề"):
        load(write(tmp_path, GOOD, "weather"))


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "notification" / "y.toml").write_text(GOOD, "utf-8")
    with pytest.raises(RegulationError, match="đã dùng ở tệp khác"):
        load_all(tmp_path)


def test_per_value_marks_and_sources(tmp_path: Path) -> None:
    marked = GOOD + 'unverified = ["hours"]\nsources = { hours = "nơi khác" }\n'
    (fact,) = load(write(tmp_path, marked)).facts
    assert (fact.verified, fact.source, fact.unit) == (False, "nơi khác", "giờ")


def test_a_wrong_disease_tells_its_line(tmp_path: Path) -> None:
    head = '[[disease]]\ncode = "a"\nname_vi = "A"\nname_en = "A"\nroute = "vector"\ntraced_by_contact = false\nsource = "s"\n'
    file = tmp_path / "diseases.toml"
    file.write_text(head + head.replace("vector", "magic").replace('"a"', '"b"'), "utf-8")
    with pytest.raises(RegulationError) as error:
        load_diseases(file)
    assert (error.value.line, error.value.field) == (12, "disease[1].route")
