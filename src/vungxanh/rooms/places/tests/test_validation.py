"""The shipped units against independent lists and real outlines: the numbers of docs/validation/units.md."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from vungxanh.kernel.actor import system
from vungxanh.rooms.places import actions, queries
from vungxanh.rooms.places.rules import code_of

pytestmark = pytest.mark.shared
REPO = Path(__file__).resolve().parents[5]
BY = system()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("validate_units", REPO / "scripts/validate_units.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["validate_units"] = module
    spec.loader.exec_module(module)
    return module


def result(script: ModuleType, shared: Path, file: str) -> dict[str, list[object]]:
    each = next(o for o in script.official(shared) if o.file.startswith(file))
    return script.compare(each.names, script.ours(each.edition))


@pytest.mark.nodb
def test_against_the_last_three_level_list(script: ModuleType, shared: Path) -> None:
    found = result(script, shared, "gso_2025-03")
    assert (len(found["missing"]), len(found["extra"]), len(found["moved"])) == (12, 0, 0)
    assert {r[3] for r in found["renamed"]} == {"tone mark or accent only", "spelling of the same name", "another name"}
    assert len(found["renamed"]) == 281


@pytest.mark.nodb
def test_against_the_list_of_2021(script: ModuleType, shared: Path) -> None:
    found = result(script, shared, "gso_2021-11")
    assert found["counts"]["commune"] == 10_599
    assert len(found["missing"]) == 579
    gone = {path for path, _ in found["missing"]}
    assert not any(path.startswith("3/70/691/") for path in gone)  # Bù Gia Mập is whole


@pytest.mark.nodb
def test_against_the_two_level_list(script: ModuleType, shared: Path) -> None:
    found = result(script, shared, "gso_2026")
    assert [code_of(path) for path, _ in found["missing"]] == ["06978"]
    assert [code_of(path) for path, _ in found["extra"]] == ["06970"]
    assert found["counts"]["commune"] == found["our_counts"]["commune"] == 3_321


@pytest.mark.nodb
def test_the_page_says_what_the_script_finds(script: ModuleType, shared: Path) -> None:
    text = (REPO / "docs/validation/units.md").read_text()
    for each in script.official(shared):
        for line in script.chapter(each):
            assert line in text, line


@pytest.mark.nodb
def test_approximate_neighbours_are_mostly_real_ones(script: ModuleType, shared: Path) -> None:
    got = script.outlines(shared)
    assert got["found_share"] > 0.88
    assert got["right_share"] > 0.86
    assert got["median_iou"] > 0.6


@pytest.mark.django_db
def test_outlines_of_five_districts_go_in(areas: None, at: object, shared: Path) -> None:
    data = (shared / "data/boundaries_vn/five_districts_communes_2021_APPROX.geojson").read_bytes()
    done = actions.import_boundaries(by=BY, at=at, geojson=data, edition="3", source="thử")  # type: ignore[arg-type]
    features = json.loads(data)["features"]
    here = [f for f in features if f["properties"]["ma_huyen"] in ("691", "111", "723")]
    assert done.code_property == "ma_xa"
    assert done.outlines == len(here)
    assert len(done.faults) == len(features) - len(here)
    exact = queries.boundary(by=BY, path="3/70/691/25222/")
    assert exact is not None
    assert not exact.approximate  # the file says this one is the outline of a whole new commune
    around = {a.path for a in queries.neighbours(by=BY, path="3/70/691/25222/")}
    assert {"3/70/691/25225/", "3/70/691/25229/"} <= around


@pytest.mark.django_db
def test_the_real_communes_of_2026_go_in(at: object, shared: Path) -> None:
    actions.load_official_units(by=BY, at=at, only=("2/75/", "2/12/"))  # type: ignore[arg-type]
    data = json.loads((shared / "data/boundaries_vn/wards_2026_simplified.geojson").read_text())
    data["features"] = [f for f in data["features"] if f["properties"]["ma_tinh"] in ("75", "12")]
    done = actions.import_boundaries(
        by=BY, at=at, geojson=json.dumps(data).encode(), edition="2", source="thử"  # type: ignore[arg-type]
    )  # fmt: skip
    assert done.outlines == len(data["features"])
    assert done.faults == ()
    around = {a.name for a in queries.neighbours(by=BY, path="2/75/25222/")}
    assert "Đăk Ơ" in around
    assert all(not a.approximate for a in queries.neighbours(by=BY, path="2/75/25222/"))  # type: ignore[attr-defined]
