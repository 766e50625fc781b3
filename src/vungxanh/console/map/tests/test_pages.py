"""The map through HTTP: what is told, to whom, in how many questions; no person anywhere."""

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission as May
from vungxanh.rooms.isolation import actions as isolation
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.zones import actions as zones
from vungxanh.rooms.zones.actions import SeriesRow
from vungxanh.rooms.zones.models import LevelProposal
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, actor, case, hours, person

pytestmark = pytest.mark.django_db
NEIGHBOUR = "3/70/690/"
TODAY = timezone.localdate(AT)


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser of this actor, on the day of the cases."""
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: AT)

    def enter(of: Actor) -> Client:
        monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: of)
        return Client()

    return enter


@pytest.fixture
def district(db: None) -> None:
    """Three cases in one commune, twelve by a series in another, one locked; judged on its day."""
    by = system()
    places.load_official_units(by=by, at=AT, only=("3/70/",))
    places.record_population(by=by, at=AT, path=COMMUNE, population=8000, as_of=TODAY, source="thử")
    for n, ago in enumerate((10, 30, 24 * 20)):
        case(person(f"Lò Thị Bí Mật {n}", COMMUNE), code=f"M-{n}", diagnosed_at=AT - hours(ago))
    rows = [SeriesRow(area_path=OTHER_COMMUNE, day=TODAY - timedelta(days=n), cases=3) for n in range(4)]
    rows.append(SeriesRow(area_path=COMMUNE, day=timezone.localdate(AT - hours(10)), cases=1))
    rows.append(SeriesRow(area_path=DISTRICT, day=TODAY, cases=5))
    zones.record_series(
        by=by, at=AT, area_path="3/", key="thu", title="thử", unit="commune", rows=rows, first_day=TODAY - timedelta(days=40),
        last_day=TODAY,
    )  # fmt: skip
    zones.evaluate(by=by, at=AT, area_path=DISTRICT, day=TODAY)
    facts = isolation.LockdownFacts(name="Thôn 9", disease="covid19", started_on=TODAY - timedelta(days=1))
    isolation.lock(by=by, at=AT, area_path=COMMUNE, lockdown=facts)


def told(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    data = answer.content
    return json.loads(gzip.decompress(data) if answer.get("Content-Encoding") == "gzip" else data)


@pytest.mark.requirement("ITS-03")
def test_figures_outlines_paper_and_file_tell_the_same(
    login: Callable[[Actor], Client], district: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk = login(actor(*May))
    shown = desk.get("/map/")
    config = shown.context["config"]
    assert "Lò Thị" not in shown.content.decode()
    names = told(desk, config["names"])
    number = {path: n for n, path in enumerate(names["paths"])}
    shapes = desk.get(config["shapes"], headers={"Accept-Encoding": "gzip"})
    assert "immutable" in shapes["Cache-Control"]
    assert len(json.loads(gzip.decompress(shapes.content))["features"]) == len(names["paths"])
    old = config["shapes"].replace(shown.context["config"]["shapes"].split("/")[5], "khac")
    assert desk.get(old)["Location"] == config["shapes"], "other outlines have another address"

    desk.get(config["figures"])
    with django_assert_max_num_queries(24):
        figures = told(desk, config["figures"])
    a, b = number[COMMUNE], number[OTHER_COMMUNE]
    first, days = figures["first"], figures["days"]
    assert (first, days) == ((TODAY - timedelta(days=20)).isoformat(), 21)
    assert figures["cases"][str(b)] == [17, 3, 18, 3, 19, 3, 20, 3]
    assert sum(figures["cases"][str(a)][1::2]) == 3, "a series never adds to persons"
    assert figures["loose"] == [20, 5], "what is known of the district alone lies in no commune"
    assert figures["population"] == {str(a): 8000}
    assert [p for p in names["paths"] if p in (COMMUNE, OTHER_COMMUNE)] == [COMMUNE, OTHER_COMMUNE]
    inside = {
        n for i in range(0, len(figures["mine"]), 2) for n in range(figures["mine"][i], figures["mine"][i + 1] + 1)
    }
    assert {names["paths"][n] for n in inside} == {p for p in names["paths"] if p.startswith(DISTRICT)}
    (locked,) = figures["marks"]["lockdowns"]
    assert (locked["at"], locked["days"][0]) == (a, 19)
    levels = {figures["proposed"][i]: figures["proposed"][i + 1] for i in range(0, len(figures["proposed"]), 5)}

    taken = desk.post("/map/geojson/", {"area": DISTRICT, "unit": "commune", "day": TODAY.isoformat()})
    file = json.loads(b"".join(taken.streaming_content))
    about = {f["properties"]["path"]: f["properties"] for f in file["features"]}
    assert len(about) == len(inside) == 8
    assert about[COMMUNE]["cases_7_days"] == 2
    assert about[COMMUNE]["cases_per_100000_7_days"] == 25.0
    assert (
        about[OTHER_COMMUNE] | {"cases_7_days": 12, "population": None, "cases_per_100000_7_days": None}
        == about[OTHER_COMMUNE]
    )
    assert about[COMMUNE]["level_proposed"] == {1: "X", 2: "V", 3: "C", 4: "Đ"}[levels[a]]
    assert "Bí Mật" not in json.dumps(file, ensure_ascii=False)

    paper = desk.get(f"/map/print/?show=rate&day={TODAY}").content.decode()
    assert "chưa có số dân" in paper
    assert 'class="map-ink map-tint-2"' in paper, "25 on 100,000 is in the class from 20 on"
    assert desk.get(f"/map/level/{COMMUNE}")["Location"].startswith("/zones/place/")
    past = LevelProposal.objects.create(
        area_path=COMMUNE, name="x", folded="x", unit="commune", set_id="level-2686", level=1, at_most=1, why="x", basis={},
        since=TODAY - timedelta(days=9), day=TODAY - timedelta(days=3), cut_off=AT, current=False,
    )  # fmt: skip
    then = (TODAY - timedelta(days=5)).isoformat()
    assert str(past.pk) in desk.get(f"/map/level/{COMMUNE}?day={then}")["Location"], (
        "why it was so on the day looked at"
    )
    assert str(past.pk) not in desk.get(f"/map/level/{COMMUNE}?day={TODAY.isoformat()}")["Location"]


def test_only_ones_own_areas(login: Callable[[Actor], Client], district: None) -> None:
    neighbour = login(actor(*May, area=NEIGHBOUR))
    figures = told(neighbour, "/map/figures/")
    assert (figures["cases"], figures["proposed"], figures["loose"]) == ({}, [], [])
    assert figures["marks"] == {"clusters": [], "sites": [], "lockdowns": []}
    for address in ("/map/", "/map/figures/", "/map/print/"):
        assert neighbour.get(f"{address}?area={DISTRICT}").status_code == 404, address
        assert neighbour.get(f"{address}?area=3/").status_code == 404, address
    assert neighbour.post("/map/geojson/", {"area": DISTRICT}).status_code == 404
    clerk = login(actor(*(set(May) - {May.EXPORT})))
    assert clerk.post("/map/geojson/", {"area": DISTRICT}).status_code == 404
