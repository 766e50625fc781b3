"""Files in SORMAS's and Go.Data's shape have their headers, and say our values in their words."""

import csv
import tomllib
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from vungxanh.adapters import godata, sormas
from vungxanh.adapters.godata import writing as godata_writing
from vungxanh.adapters.sormas import writing as sormas_writing
from vungxanh.common.web.export import shaped
from vungxanh.regulations.diseases import load_diseases
from vungxanh.rooms.cases.rules import Outcome, Status
from vungxanh.rooms.laboratory.rules import Material, Method
from vungxanh.rooms.tracing.rules import ContactState

CASE = {
    "id": "CV-2021-0001", "full_name": "Trần Thị Mẫu", "sex": "nữ", "birth_date": date(1987, 2, 5), "disease_key": "covid19",
    "status_key": "confirmed", "outcome_key": "died", "notified_at": datetime(2021, 8, 17, 0, 30, tzinfo=UTC),
    "province": "Tỉnh Bình Phước", "commune_name": "Xã Đak Ơ", "symptomatic": True, "isolated_at": None,
}  # fmt: skip


def described() -> list[Any]:
    made = [(sormas, name) for name in sormas_writing.DESCRIPTIONS] + [
        (godata, name) for name in godata_writing.DESCRIPTIONS
    ]
    return [
        pytest.param(files(package).joinpath(name).read_text("utf-8"), id=f"{package.__name__[-6:]}-{name}")
        for package, name in made
    ]


def line(package: Any, name: str, record: dict[str, Any]) -> dict[str, Any]:
    __, shape = shaped.read(files(package).joinpath(name).read_text("utf-8"))
    *heads, cells = shape.rows(iter([record]))
    return dict(zip(heads[-1], cells, strict=True))


def test_a_case_in_sormas_words() -> None:
    told = line(sormas, "cases_out.toml", CASE)
    assert told["disease"] == "CORONAVIRUS"
    assert (told["caseClassification"], told["outcome"], told["person.presentCondition"]) == (
        "CONFIRMED",
        "DECEASED",
        "DEAD",
    )
    assert (told["person.firstName"], told["person.lastName"], told["person.sex"]) == ("Mẫu", "Trần Thị", "FEMALE")
    assert [told[f"person.birthdate{part}"] for part in ("DD", "MM", "YYYY")] == [5, 2, 1987]
    assert told["reportDate"] == "17/08/2021"
    assert told["symptoms.asymptomatic"] == "NO"


def test_a_case_in_godata_words() -> None:
    told = line(godata, "cases_out.toml", CASE)
    assert (told["Classification"], told["Outcome"], told["Gender"]) == ("Confirmed", "Deceased", "Female")
    assert (told["First name"], told["Middle name"], told["Last name"]) == ("Mẫu", "Thị", "Trần")
    assert told["Dates Hospitalization / Isolation type [1]"] is None


SAMPLE = {
    "full_name": "Trần Thị Mẫu", "sex": "nữ", "birth_year": 1987, "disease_key": "covid19", "case_code": "CV-2021-0001",
    "code": "T-1", "material_key": "nasopharyngeal", "collected_at": datetime(2021, 8, 16, 23, 30, tzinfo=UTC),
    "method_key": "pcr", "result_key": "positive", "resulted_at": datetime(2021, 8, 17, 1, 0, tzinfo=UTC), "ct": 21.5,
}  # fmt: skip


def test_a_sample_in_the_words_of_both() -> None:
    told = line(sormas, "samples_out.toml", SAMPLE)
    assert (told["externalID"], told["sampleMaterial"], told["testType"]) == ("CV-2021-0001", "NP_SWAB", "PCR_RT_PCR")
    assert (told["sampleDateTime"], told["testResult"], told["cqValue"]) == ("17/08/2021 06:30", "POSITIVE", 21.5)
    told = line(godata, "samples_out.toml", SAMPLE)
    assert (told["Person ID"], told["Sample type"], told["Result"]) == (
        "CV-2021-0001",
        "Nasopharyngeal swab",
        "Positive",
    )
    waiting = line(sormas, "samples_out.toml", SAMPLE | {"method_key": None, "result_key": "pending", "ct": None})
    assert (waiting["pathogenTestResult"], waiting["testResult"], waiting["testedDisease"]) == ("PENDING", None, None)


@pytest.mark.parametrize("text", described())
def test_every_value_we_have_has_a_word(text: str) -> None:
    words = tomllib.loads(text)["words"]
    wanted = {
        "disease": [one.code for one in load_diseases()], "classification": list(Status) if "case" in text[:40].lower() else [],
        "follow": list(ContactState), "method": list(Method), "material": list(Material), "condition": list(Outcome),
    }  # fmt: skip
    for name, values in wanted.items():
        table = words.get(name, {"*": ""})
        assert [v for v in values if v not in table and "*" not in table] == []


@pytest.mark.shared
def test_sormas_headers_are_sormas_own(shared: Path) -> None:
    for ours, theirs in (
        ("cases_out.toml", "import_case_template"), ("contacts_out.toml", "import_contact_template"),
        ("samples_out.toml", "import_case_template"),
    ):  # fmt: skip
        given = tomllib.loads(files(sormas).joinpath(ours).read_text("utf-8"))["columns"]
        with (shared / "formats" / f"sormas/derived_headers/{theirs}.columns.csv").open(encoding="utf-8") as file:
            known = {(row["entity"], row["column"]) for row in csv.DictReader(file)}
        assert [c for c in given if (c["entity"], c["path"]) not in known] == []


@pytest.mark.shared
def test_godata_headers_are_godatas_own(shared: Path) -> None:
    known: set[str] = set()
    for name in ("export_header_case_en", "export_header_contact_en", "export_header_lab_result_en"):
        with (shared / "formats" / f"godata/derived_headers/{name}.csv").open(encoding="utf-8") as file:
            known |= set(next(csv.reader(file)))
    with (shared / "formats" / "godata/derived_headers/contact_export_relationship_block.columns.csv").open(
        encoding="utf-8"
    ) as file:
        known |= {row["english_header"] for row in csv.DictReader(file)}
    for name in godata_writing.DESCRIPTIONS:
        columns = tomllib.loads(files(godata).joinpath(name).read_text("utf-8"))["columns"]
        assert [c["head"] for c in columns if c["head"] not in known] == []
