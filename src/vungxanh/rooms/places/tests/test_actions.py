"""Loading, importing, writing, and what the queries then say."""

import json
from datetime import date, datetime, timedelta

import pytest
import shapely
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from vungxanh.common.models import AuditEntry, OutboxMessage
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.places import actions, queries
from vungxanh.rooms.places.models import Area, AreaSuccession, Boundary, Neighbour, UnitRelease
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, actor

pytestmark = pytest.mark.django_db
BY = system()


def paths(areas: list[Area]) -> set[str]:
    return {a.path for a in areas}


def geojson(*squares: tuple[str, float, float]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"ma_xa": code},
            "geometry": json.loads(shapely.to_geojson(shapely.box(x, y, x + 0.1, y + 0.1))),
        }
        for code, x, y in squares
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_loading_twice_changes_nothing(areas: None, at: datetime) -> None:
    from vungxanh.rooms.places.tests.conftest import ONLY

    before = (Area.objects.count(), Neighbour.objects.count(), Boundary.objects.count(), AreaSuccession.objects.count())
    again = actions.load_official_units(by=BY, at=at + timedelta(days=1), only=ONLY)
    assert not again.changed
    after = (Area.objects.count(), Neighbour.objects.count(), Boundary.objects.count(), AreaSuccession.objects.count())
    assert after == before


def test_a_new_release_keeps_populations_and_imported_outlines(areas: None, at: datetime) -> None:
    actions.record_population(by=BY, at=at, path=COMMUNE, population=8_000, as_of=date(2021, 1, 1), source="UBND xã")
    actions.import_boundaries(by=BY, at=at, geojson=geojson(("25222", 107.1, 12.1)), edition="3", source="Sở TNMT")
    Area.objects.filter(pk=COMMUNE).update(name="Sai")
    UnitRelease.objects.update(stamp="an older one")
    assert actions.load_official_units(by=BY, at=at, only=("3/70/",)).changed
    area = queries.get(by=BY, path=COMMUNE)
    assert (area.name, area.population) == ("Bù Gia Mập", 8_000)
    outline = queries.boundary(by=BY, path=COMMUNE)
    assert outline is not None
    assert (outline.approximate, outline.source) == (False, "Sở TNMT")


def test_only_who_may_load_loads(at: datetime) -> None:
    nobody = actor(Permission.AREA_SEE)
    with pytest.raises(NotYours):
        actions.load_official_units(by=nobody, at=at)
    with pytest.raises(NotYours):
        actions.import_boundaries(by=nobody, at=at, geojson=b"{}", edition="3", source="x")
    assert not Area.objects.exists()


def test_who_may_load_in_one_district_leaves_the_others_alone(areas: None, at: datetime, officer: Actor) -> None:
    with pytest.raises(NotYours):
        actions.load_official_units(by=officer, at=at)
    before = queries.boundary(by=BY, path="3/12/111/03598/")
    data = geojson(("25222", 107.1, 12.1), ("03598", 103.7, 22.1))
    done = actions.import_boundaries(by=officer, at=at, geojson=data, edition="3", source="x")
    assert (done.outlines, [f.code for f in done.faults]) == (1, ["03598"])
    after = queries.boundary(by=BY, path="3/12/111/03598/")
    assert before is not None
    assert after is not None
    assert after.geojson == before.geojson


def test_bu_gia_map_as_it_is_known(areas: None) -> None:
    commune = queries.get(by=BY, path=COMMUNE)
    assert (commune.full_name, commune.code, commune.level, commune.valid_to) == (
        "Xã Bù Gia Mập", "25222", "commune", date(2025, 6, 30),
    )  # fmt: skip
    assert len(queries.children(by=BY, path=DISTRICT)) == 8
    assert [a.path for a in queries.ancestors(by=BY, path=COMMUNE)] == ["3/", "3/70/", DISTRICT]
    new = queries.get(by=BY, path="2/75/25222/")
    assert (new.valid_from, new.valid_to) == (date(2025, 7, 1), None)


def test_succession_goes_both_ways(areas: None) -> None:
    heirs = queries.successors(by=BY, path="3/70/691/25234/")
    assert [(h.area.path, h.fate) for h in heirs] == [("2/75/25231/", "whole")]
    old = {h.area.path for h in queries.predecessors(by=BY, path="2/75/25231/")}
    assert old == {"3/70/691/25231/", "3/70/691/25232/", "3/70/691/25234/"}
    district = {h.area.path for h in queries.successors(by=BY, path=DISTRICT)}
    assert district == {"2/75/25222/", "2/75/25225/", "2/75/25231/", "2/75/25267/"}
    assert [h.area.path for h in queries.successors(by=BY, path="3/70/")] == ["2/75/"]


def test_neighbours_are_mutual_and_of_one_level(areas: None) -> None:
    around = queries.neighbours(by=BY, path=COMMUNE)
    assert OTHER_COMMUNE in paths(around)
    assert all(a.level == "commune" and a.approximate for a in around)
    for one in around:
        assert COMMUNE in paths(queries.neighbours(by=BY, path=one.path))
    assert "3/70/696/" in paths(queries.neighbours(by=BY, path=DISTRICT))  # Bù Đăng lies beside it


def test_real_outlines_replace_approximate_ones(areas: None, at: datetime) -> None:
    first = queries.boundary(by=BY, path=COMMUNE)
    assert first is not None
    assert first.approximate
    data = geojson(("25222", 107.1, 12.1), ("25225", 107.0, 12.1), ("25228", 107.3, 11.9))
    done = actions.import_boundaries(by=BY, at=at, geojson=data, edition="3", source="Sở TNMT, 2021")
    assert (done.code_property, done.outlines, done.faults, done.neighbours) == ("ma_xa", 3, (), 1)
    after = {a.path: a.approximate for a in queries.neighbours(by=BY, path=COMMUNE)}
    assert after[OTHER_COMMUNE] is False
    assert "3/70/691/25228/" not in after  # both outlines are known, and they do not touch
    told = OutboxMessage.objects.filter(event__endswith="BordersChanged")
    assert {m.payload["area"] for m in told} == {DISTRICT}, "levels look at neighbours: the district is judged again"
    again = actions.import_boundaries(by=BY, at=at, geojson=data, edition="3", source="Sở TNMT, 2021")
    assert again == done
    assert {a.path: a.approximate for a in queries.neighbours(by=BY, path=COMMUNE)} == after


def test_a_dry_run_writes_nothing(areas: None, at: datetime) -> None:
    data = geojson(("25222", 107.1, 12.1))
    done = actions.import_boundaries(by=BY, at=at, geojson=data, edition="3", source="x", dry_run=True)
    assert done.outlines == 1
    outline = queries.boundary(by=BY, path=COMMUNE)
    assert outline is not None
    assert outline.approximate


def test_a_file_in_which_nothing_fits_is_refused_and_changes_nothing(areas: None, at: datetime) -> None:
    before = set(Boundary.objects.values_list("path", "geojson"))
    with pytest.raises(Refused, match="Không dùng được hình nào"):
        actions.import_boundaries(by=BY, at=at, geojson=geojson(("25222", 120.0, 12.1)), edition="3", source="x")
    with pytest.raises(Refused, match="nguồn"):
        actions.import_boundaries(by=BY, at=at, geojson=geojson(("25222", 107.1, 12.1)), edition="3", source=" ")
    with pytest.raises(Refused, match="bộ đơn vị"):
        actions.import_boundaries(by=BY, at=at, geojson=geojson(("25222", 107.1, 12.1)), edition="9", source="x")
    assert set(Boundary.objects.values_list("path", "geojson")) == before


@pytest.mark.parametrize(
    ("population", "as_of", "source"),
    [(0, date(2021, 1, 1), "x"), (-5, date(2021, 1, 1), "x"), (5, date(2031, 1, 1), "x"), (5, date(2021, 1, 1), "  ")],
)
def test_a_population_needs_a_number_a_past_date_and_a_source(
    areas: None, at: datetime, population: int, as_of: date, source: str
) -> None:
    with pytest.raises(Refused):
        actions.record_population(by=BY, at=at, path=COMMUNE, population=population, as_of=as_of, source=source)
    assert queries.get(by=BY, path=COMMUNE).population is None


def test_a_population_is_written_by_who_holds_the_area(
    areas: None, at: datetime, officer: Actor, stranger: Actor
) -> None:
    given = {"at": at, "path": COMMUNE, "population": 8_000, "as_of": date(2021, 1, 1), "source": "UBND xã"}
    with pytest.raises(NotYours):
        actions.record_population(by=stranger, **given)
    actions.record_population(by=officer, **given)
    row = AuditEntry.objects.get(action="places.record_population")
    assert (row.area_path, row.actor_id) == (COMMUNE, officer.id)


def test_the_database_itself_refuses_a_population_without_a_source(areas: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=COMMUNE).update(population=5)


def test_search_narrows_by_edition_level_and_area(areas: None) -> None:
    found = queries.search(by=BY, text="tan uyen", edition="3", level="district")
    assert [f.label for f in found][:2] == ["Huyện Tân Uyên, Tỉnh Lai Châu", "Thành phố Tân Uyên, Tỉnh Bình Dương"]
    assert {f.path[:5] for f in queries.search(by=BY, text="bu gia map", within="2/75/")} == {"2/75/"}
    assert queries.search(by=BY, text="bu gia map", within="3/12/") == []


def test_a_new_commune_is_found_by_the_name_of_an_old_one(areas: None) -> None:
    found = queries.search(by=BY, text="phuoc minh", edition="2")
    assert (found[0].path, found[0].via, found[0].was) == ("2/75/25231/", "old", "Xã Phước Minh, Huyện Bù Gia Mập")


def test_cells_of_a_file_are_matched_with_a_score(areas: None) -> None:
    sure = queries.match(by=BY, text="Xã Đăk Ơ", within=DISTRICT)
    assert sure[0].path == OTHER_COMMUNE
    assert sure[0].score >= 90
    slip = queries.match(by=BY, text="Bình Thăg", within=DISTRICT)
    assert slip[0].path == "3/70/691/25234/"
    assert slip[0].score < 90
    assert queries.match(by=BY, text="25267", within=DISTRICT)[0].path == "3/70/691/25267/"


def test_many_names_cost_one_query(areas: None) -> None:
    wanted = list(Area.objects.values_list("path", flat=True)[:100])
    queries.display_name(by=BY, path=COMMUNE)
    with CaptureQueriesContext(
        connection,
    ) as spent:
        names = queries.display_names(by=BY, paths=wanted)
    assert len(names) == 100
    assert len(spent) == 1
    assert queries.display_name(by=BY, path="3/99/") == "3/99/"


def test_an_unknown_area_is_refused(areas: None) -> None:
    with pytest.raises(Refused, match="3/99/"):
        queries.get(by=BY, path="3/99/")


def test_the_whole_country_loads_in_ten_seconds(at: datetime) -> None:
    from time import process_time

    began = process_time()
    done = actions.load_official_units(by=BY, at=at)
    spent = process_time() - began
    assert (done.areas, done.successions) == (14_151, 10_665)
    assert done.outlines > 14_000
    assert spent < 10
    assert queries.search(by=BY, text="hoang sa", edition="2")[0].path == "2/48/20333/"
