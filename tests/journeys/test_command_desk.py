"""The command desk over a small district: every number opens the list behind it, with as many rows."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone
from docx import Document

from tests.stranger import world as stranger
from vungxanh.common import centre
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission as May
from vungxanh.rooms.agencies.rules import permissions_of
from vungxanh.rooms.laboratory.models import Tube
from vungxanh.rooms.reports import actions, queries, rules
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.site.commands.bulletin_ import command as bulletin
from vungxanh.testing import AT, DISTRICT, OTHER_DISTRICT, actor, case, hours, person

pytestmark = pytest.mark.django_db
COUNT = re.compile(r'<span class="chips-count" role="status">\s*(?:hơn )?([\d.]+) ')
NO_LIST = {"beds", "beds_free", "oxygen_days", "iso_beds", "iso_beds_free"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[stranger.World]:
    found = stranger.build()
    centre.set_up(by=system(), at=AT, name="Trung tâm thử", area_path=DISTRICT)
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: AT)
    for n, given in enumerate(
        (
            {"detection": "quarantine"}, {"outcome": "died", "outcome_date": AT.date()}, {"diagnosed_at": AT - hours(20)},
            {"outcome": "recovered", "outcome_date": timezone.localdate(AT)}, {"status": "suspected", "diagnosed_at": None},
        )
    ):  # fmt: skip
        case(person(f"Lò Thị Thứ {n}"), code=f"N-{n}", **given)
    late = Tube.objects.first()
    assert late is not None
    Tube.objects.filter(pk=late.pk).update(stage="sent", returned_on=None, due_at=AT - hours(1), late=None)
    yield found
    centre.forget()


def enter(monkeypatch: pytest.MonkeyPatch, by: Actor) -> Client:
    monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: by)
    return Client()


def body(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.requirement("CMD-25")
def test_every_number_opens_as_many_rows(world: stranger.World, monkeypatch: pytest.MonkeyPatch) -> None:
    chief = actor(*May, name="Trưởng ban")
    actions.keep_figures(by=chief, at=AT, area_path=DISTRICT)
    found = queries.figures(by=chief, area=DISTRICT, at=AT)
    assert found is not None
    desk = enter(monkeypatch, chief)
    wrong, some = {}, set()
    for key in rules.FIGURES:
        value = found.values[key]
        if not value.known or key in NO_LIST:
            continue
        (shown,) = queries.shown(by=chief, found=found, keys=[key])
        page = desk.get(shown.url, headers={"HX-Request": "true"})
        counted = COUNT.search(body(page)) if page.status_code == 200 else None
        rows = int(counted[1].replace(".", "")) if counted else f"{page.status_code} {shown.url}"
        if rows != value.n:
            wrong[key] = (value.n, rows)
        if value.n:
            some.add(rules.FIGURES[key].section)
    assert wrong == {}
    assert len(some) >= 7, some
    assert set(queries.LISTS) == set(rules.FIGURES), "every number has a list"


@pytest.mark.requirement("CMD-02", "CMD-25")
def test_the_desk_of_a_chairman(
    world: stranger.World, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    chief = enter(monkeypatch, actor(*permissions_of("head")))
    first = body(chief.get("/command/"))
    assert "Kịch bản 1" in first
    assert "ca đang điều trị</a>; thêm" in first
    assert "Mức nguy cơ chờ quyết định" in first
    assert "Chưa công nhận kịch bản nào" in first
    with django_assert_max_num_queries(70):
        part = chief.get("/command/", headers={"HX-Request": "true"})
    assert "<html" not in body(part), "asked by htmx: the board alone"
    assert 'id="fig-cases_new"' in body(part), "a focused link is found again after the swap"
    group = re.search(r'id="dec-levels" href="([^"]+)">[^<]*: (\d+)<', first)
    assert group
    listed = body(chief.get(group[1].replace("&amp;", "&")))
    assert listed.partition('id="main"')[2].count("<li><a") == int(group[2]), "as many lines as it said"
    tasks.begin_scenario(by=system(), at=AT, area_path=DISTRICT, number=1, reason="thử kịch bản", active_cases=4)
    assert "Chưa công nhận kịch bản nào" not in body(chief.get("/command/"))


def test_the_wall_shows_numbers_and_nothing_behind_them(world: stranger.World, monkeypatch: pytest.MonkeyPatch) -> None:
    wall = enter(monkeypatch, actor(*permissions_of("watcher")))
    page = body(wall.get("/command/screen/"))
    assert 'class="kiosk"' in page
    assert "vx-rail" not in page, "no navigation"
    for n in range(8):
        following = re.search(r'hx-get="([^"]+)" hx-trigger="load delay:15s"', page)
        assert following, "the next one comes by itself"
        assert not re.search(r'href="/(cases|people|isolation|treatment|tracing|laboratory|tasks|pipeline)/', page)
        assert not any(secret in page for secret in stranger.SECRETS)
        page = body(wall.get(following[1].replace("&amp;", "&"), headers={"HX-Request": "true"}))
        assert "<html" not in page
        assert f"{(n + 1) % 8 + 1}/8" in page
    held = body(wall.get("/command/screen/?panel=tests&hold=1"))
    assert 'panel=tests&amp;hold=1" hx-trigger="load delay:30s"' in held, "it stays, and is counted again"
    assert wall.get("/cases/").status_code == 403 or wall.get("/cases/").status_code == 404
    assert body(wall.get("/command/decisions/")).partition('id="main"')[2].count("<li><a") == 0
    assert wall.get("/")["Location"] == "/command/", "it begins at its desk"
    stranger_wall = enter(monkeypatch, actor(*permissions_of("watcher"), area=OTHER_DISTRICT))
    assert "Bù Gia Mập" not in body(stranger_wall.get(f"/command/?area={DISTRICT}"))


def test_a_session_that_ended_takes_the_whole_page_to_the_log_in(db: None) -> None:
    answer = Client().get(
        "/command/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/command/screen/"}
    )
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/login/?next=/command/screen/"


def test_the_command_line(world: stranger.World, tmp_path: Path) -> None:
    run = CliRunner()
    told = run.invoke(bulletin, ["--date", "2021-08-17", "--out", f"{tmp_path}/b.docx"])
    assert told.exit_code == 0, told.output
    assert "Ca mới xác định trong ngày (ca): " in told.output
    assert run.invoke(bulletin, ["--date", "2021-08-17", "--json"]).output.startswith("{")
    for wrong in (["--date", "17/8"], ["--out", "x.txt"], ["--area", "9/9/"]):
        assert run.invoke(bulletin, wrong).exit_code != 0
    assert "Không ghi được" in run.invoke(bulletin, ["--out", "/nowhere/b.docx"]).output


@pytest.mark.requirement("ZON-07", "ZON-08", "ZON-09", "ZON-10")
def test_the_sliders_and_the_plan_they_print(world: stranger.World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = enter(monkeypatch, actor(*May, name="Trưởng ban"))
    asked = {"area": DISTRICT, "growth": "5", "moderate": "7", "severe": "4", "critical": "5"}
    for active, number in ((99, 1), (100, 2), (101, 2), (500, 2), (501, 3)):
        answer = desk.get("/zones/scenario/", {**asked, "active": active}, headers={"HX-Request": "true"})
        assert f"Kịch bản {number}</h2>" in body(answer), active
        assert "plan.pdf?" in body(answer)
    word = desk.get("/zones/scenario/plan.docx", {**asked, "active": 501})
    said = "\n".join(
        [p.text for p in Document(BytesIO(word.content)).paragraphs]
        + [c.text for t in Document(BytesIO(word.content)).tables for r in t.rows for c in r.cells]
    )
    assert "ứng phó kịch bản 3" in said
    assert "501 ca đang điều trị (giả định; đếm được" in said
    assert "1.500" in said, "isolation beds of the plan"
    assert "14/9/2021" in said, "four weeks on"
    assert "Thực hiện ngay: kịch bản 3" in said
    assert desk.get("/zones/scenario/plan.txt", asked).status_code == 404
