"""The shipped files: every one loads, has a source, is honest about what is not verified."""

import dataclasses
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from vungxanh.regulations import api, reference
from vungxanh.regulations.loader import load
from vungxanh.regulations.schema import DATA
from vungxanh.regulations.sets import Kind
from vungxanh.regulations.values import Subject

FILES = sorted(DATA.glob("*/*.toml"))
REPOSITORY = Path(__file__).parents[4]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_every_file_loads_with_a_source_for_every_value(file: Path) -> None:
    one = load(file)
    assert one.facts
    assert all(f.source.strip() and f.label and f.value for f in one.facts)


def test_every_subject_has_a_set() -> None:
    assert {s.subject for s in api.all_sets()} == set(Subject)


def test_what_comes_from_memory_is_never_verified() -> None:
    for s in api.all_sets():
        for f in s.facts:
            if "theo trí nhớ" in f.source or "suy" in f.source.split():
                assert not f.verified, (s.id, f.path)


def test_practice_and_settings_are_never_verified() -> None:
    soft = [s for s in api.all_sets() if s.kind is not Kind.REGULATION]
    assert soft
    assert not any(f.verified for s in soft for f in s.facts)


def test_sets_cannot_be_changed() -> None:
    one = next(each for each in api.all_sets() if hasattr(each.value, "f1_points"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.value.f1_points = 0


def test_the_issue_s_diseases_are_there_and_known_by_name() -> None:
    assert {"covid19", "mers", "measles", "dengue"} <= {d.code for d in api.load_diseases()}
    assert api.disease("measles").name_vi == "Sởi"
    with pytest.raises(api.Refused, match="không có"):
        api.disease("không có")


@pytest.mark.parametrize(
    ("code", "hours"), [("measles", 24), ("dengue", 24), ("mers", 24), ("malaria", 48), ("rabies", 48)]
)
def test_hours_of_notification_by_circular_54(code: str, hours: int) -> None:
    ruling = api.as_of(Subject.NOTIFICATION, code, date(2021, 8, 17))
    assert ruling.value.hours == hours
    assert ruling.explanation.chosen.number == "54/2015/TT-BYT"


def test_end_of_the_epidemic_is_28_days() -> None:
    assert api.as_of(Subject.EPIDEMIC_END, "covid19", date(2021, 8, 17)).value.days_without_case == 28


def test_rows_carry_citation_and_mark() -> None:
    rows = api.rows(Subject.CONTACT, "covid19")
    june = next(r for r in rows if r.set_id == "covid-contact-3638" and r.label == "Khoảng cách F2 với F1")
    assert (june.value, june.unit, june.document, june.verified) == ("2", "m", "3638/QĐ-BYT", True)
    assert any(not r.verified for r in rows)
    assert {r.subject for r in api.rows()} == set(Subject)
    assert not any(r.area for r in api.rows(area="3/04/"))
    assert {r.area for r in api.rows(area="3/70/691/")} == {"", "3/70/691/"}
    assert any(r.area == "3/12/111/" for r in api.rows(area="3/12/111/03598/"))


def test_the_reference_page_is_up_to_date() -> None:
    page = (REPOSITORY / reference.PAGE).read_text("utf-8")
    assert page == reference.page(), "run: python -m vungxanh.regulations.reference"


def test_the_reference_page_is_written_by_its_command(tmp_path: Path) -> None:
    target = tmp_path / "a" / "page.md"
    subprocess.run(
        [sys.executable, "-m", "vungxanh.regulations.reference", str(target)], check=True, cwd=REPOSITORY / "src"
    )
    assert target.read_text("utf-8") == reference.page()


def test_the_room_never_loads_django() -> None:
    code = "import sys, vungxanh.regulations.api; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY / "src")
