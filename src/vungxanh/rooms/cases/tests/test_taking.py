"""Lists of cases leave as files: whose, with what, written down; large ones by a job."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from vungxanh.common import running
from vungxanh.common.centre import Centre
from vungxanh.common.models import AuditEntry, Job
from vungxanh.common.web.export import taking
from vungxanh.kernel.actor import Actor, Scope
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import actions, queries
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.rules import CaseFacts, Status
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.people.models import IdentityOpening
from vungxanh.testing import COMMUNE, OTHER_COMMUNE, actor, hours

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]


@pytest.fixture
def three(officer: Actor, at: datetime) -> list[Case]:
    """Two in one commune, one next door; all with a telephone."""
    made = []
    for n, area in enumerate((COMMUNE, COMMUNE, OTHER_COMMUNE)):
        who = people.record(
            by=officer,
            at=at,
            area_path=area,
            full_name=f"Lê Thị Mẫu {'ABC'[n]}",
            sex="F",
            birth_year=1987,
            phone=f"095123456{n}",
        )
        facts = CaseFacts(diagnosed_at=at - hours(3), facility="=cmd()", infected_where="chợ")
        status = Status.CONFIRMED if n else Status.SUSPECTED
        made.append(actions.record(by=officer, at=at, person_id=who.pk, disease="covid19", status=status, facts=facts))
    return made


def lines(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_is_what_the_list_shows_and_is_written_down(login: Login, officer: Actor, three: list[Case]) -> None:
    found = lines(login(officer).post("/cases/?status=confirmed", {"export": "csv"}))
    assert [x["Mã ca bệnh"] for x in found] == [three[1].code, three[2].code]
    assert found[0]["Họ và tên"] == "Lê Thị Mẫu B"
    assert (found[0]["Phân loại"], found[0]["Bệnh"], found[0]["Giới tính"]) == ("xác định", "COVID-19", "nữ")
    assert found[0]["Cơ sở điều trị"] == "'=cmd()"
    assert "Điện thoại" not in found[0]
    entry = AuditEntry.objects.get(action="common.exports.take_away")
    assert entry.detail["rows"] == 2
    assert entry.detail["args"]["narrowed"] == ["status"]


def test_the_order_of_the_list_is_kept_when_it_was_chosen(login: Login, officer: Actor, three: list[Case]) -> None:
    found = lines(login(officer).post("/cases/?sort=-code", {"export": "csv"}))
    assert [x["Mã ca bệnh"] for x in found] == [c.code for c in reversed(three)]


def test_rows_are_taken_only_where_the_right_to_take_is_held(login: Login, three: list[Case], officer: Actor) -> None:
    see = frozenset({Permission.CASE_SEE, Permission.PERSON_SEE})
    half = Actor(
        id=new_id(), name="x", scopes=(Scope("3/70/691/", see), Scope(OTHER_COMMUNE, see | {Permission.EXPORT}))
    )
    found = lines(login(half).post("/cases/", {"export": "csv"}))
    assert [x["Mã ca bệnh"] for x in found] == [three[2].code]
    assert found[0]["Họ và tên"] == "L*** T*** M*** C"


def test_sealed_columns_need_the_right_and_a_reason(login: Login, officer: Actor, three: list[Case]) -> None:
    browser, asked = login(officer), {"export": "csv", "sealed": ["phone"]}
    refused = browser.post("/cases/", asked | {"reason": "x"}, follow=True)
    assert "lý do" in refused.content.decode()
    assert not IdentityOpening.objects.exists()
    found = lines(browser.post("/cases/", asked | {"reason": "giao cho tổ truy vết"}))
    assert [x["Điện thoại"] for x in found] == ["0951234560", "0951234561", "0951234562"]
    assert IdentityOpening.objects.filter(reason="giao cho tổ truy vết", fields="phone").count() == 3
    assert "0951234560" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    looker = actor(Permission.CASE_SEE, Permission.PERSON_SEE, Permission.EXPORT)
    assert login(looker).post("/cases/", asked | {"reason": "giao cho tổ truy vết"}).status_code == 404


def test_the_same_cases_in_the_shapes_of_others(login: Login, officer: Actor, three: list[Case]) -> None:
    browser = login(officer)
    found = lines(browser.post("/cases/?status=confirmed", {"export": "csv:godata"}))
    assert [x["Case ID"] for x in found] == [three[1].code, three[2].code]
    assert (found[0]["First name"], found[0]["Classification"]) == ("B", "Confirmed")
    entities, *rest = (
        b"".join(browser.post("/cases/", {"export": "csv:sormas"}).streaming_content).decode().splitlines()
    )
    assert entities.lstrip("\ufeff").startswith("CaseData,")
    assert rest[0].startswith("disease,")
    assert len(rest) == 4
    assert "CORONAVIRUS" in rest[1]
    assert "Tỉnh Bình Phước" in rest[1]


def test_a_large_list_becomes_a_job_whose_file_is_its_owners(
    login: Login, officer: Actor, three: list[Case], monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any
) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(taking, "AT_ONCE", 1)
    monkeypatch.setattr(running, "actor_of", lambda row: officer)
    browser, key = login(officer), {"_key": str(new_id())}
    answer = browser.post("/cases/?status=confirmed", {"export": "csv", **key})
    assert answer.status_code == 302
    assert browser.post("/cases/?status=confirmed", {"export": "csv", **key})["Location"] == answer["Location"]
    running.run_next()
    job = Job.objects.get()
    assert (job.state, job.result["rows"]) == ("done", 2)
    url = f"/jobs/{job.pk}/file/"
    assert url in browser.get(answer["Location"]).content.decode()
    assert [x["Mã ca bệnh"] for x in lines(browser.get(url))] == [three[1].code, three[2].code]
    assert login(actor(name="Khác")).get(url).status_code == 404
    monkeypatch.setattr(taking, "AT_ONCE", 100)
    monkeypatch.setattr("vungxanh.common.web.export.filed.KEEP", hours(-1))
    taking.filed.sweep()
    assert login(officer).get(url).status_code == 404


def test_who_sees_the_whole_centre_sees_no_more_than_it(
    three: list[Case], at: datetime, monkeypatch: pytest.MonkeyPatch, officer: Actor
) -> None:
    """There the area is asked without its index; the rows are the same, on either database."""
    monkeypatch.setattr("vungxanh.common.access.centre.current", lambda: Centre(area_path=COMMUNE))
    mine = actor(Permission.CASE_SEE, area=COMMUNE)
    assert {case.pk for case in queries.visible(mine)} == {three[0].pk, three[1].pk}
    assert sum(queries.counts(by=mine).values()) == 2
    assert not queries.visible(actor(Permission.CASE_SEE, area="3/12/111/")).exists()
