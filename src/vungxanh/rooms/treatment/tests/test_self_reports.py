"""A patient at home tells himself how he is, is asked after he went home; a refuted case; papers."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import actions, queries
from vungxanh.rooms.treatment.actions import Ending, TriageFacts
from vungxanh.rooms.treatment.models import Course
from vungxanh.rooms.treatment.tests.test_actions import WELL, admitted, bed_of
from vungxanh.testing import Clock, body, case, person, sent, words

pytestmark = pytest.mark.django_db
WHY = "thử nghiệm đủ dài"


@pytest.fixture
def clock(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock(at)
    monkeypatch.setattr("vungxanh.common.centre.now", found)
    return found


def test_at_home_he_tells_it_himself_and_after_it_too(
    clock: Clock, login: Callable[[Actor], Client], officer: Actor, at: datetime, low: Any
) -> None:
    ill = case(person("Lê Thị Ở Nhà", birth_year=1990))
    actions.triage(by=officer, at=at, case_id=ill.pk, facts=TriageFacts(age=30, measure=WELL))
    course = actions.care_at_home(by=officer, at=at, case_id=ill.pk, said={}, reason=WHY)
    desk, guest = login(officer), Client()
    assert desk.post(f"/treatment/{course.pk}/self/open/").status_code == 302
    url = re.search(r"/treatment/khai/[0-9a-z-]+/", body(desk.get(f"/treatment/{course.pk}/")))[0]  # type: ignore[index]
    page = body(guest.get(url))
    assert "L.T.Ở.N." in page
    assert not [s for s in ("Ở Nhà", "1990", ill.code) if s in page]
    assert sent(guest, url).status_code == 422
    assert sent(guest, url, spo2="300").status_code == 422
    assert "gọi 115" in body(sent(guest, url, spo2="90", rr="26"))
    course.refresh_from_db()
    assert (course.alarm_since, course.spo2) == (at, 90)
    assert "Đã nhận" in body(sent(guest, url, spo2="98", rr="16"))
    course.refresh_from_db()
    assert course.alarm_since == at, "who raised an alarm himself does not take it away: somebody looks"
    actions.examine(by=officer, at=clock.at, course_id=course.pk, measure=WELL)
    sent(guest, url, temperature="36,9", note="Hết thuốc")
    course.refresh_from_db()
    assert (course.alarm_since, course.spo2) == (None, WELL.spo2), "what staff measured stays"
    assert "Hết thuốc" in course.rounds.get().note

    actions.end(by=officer, at=at, course_id=course.pk, ending=Ending.RECOVERED, reason=WHY)
    clock.at = at + timedelta(days=1)
    assert [c.pk for c in queries.watched_due(by=officer, at=clock.at)] == [course.pk]
    assert "sau ra viện" in body(desk.get("/treatment/rounds/"))
    assert "Sau ra viện" in body(guest.get(url))
    sent(guest, url, temperature="39,2")
    found = Course.objects.get(pk=course.pk)
    assert (found.alarm_since, found.state) == (clock.at, "ended")
    assert [c.pk for c in queries.alarmed(by=officer)] == [course.pk]
    assert queries.tally(by=officer, at=clock.at).alarms == 1
    assert not queries.watched_due(by=officer, at=clock.at)
    actions.examine(by=officer, at=clock.at, course_id=course.pk, measure=WELL)
    assert not queries.alarmed(by=officer)
    told = words(desk.post(f"/treatment/{course.pk}/paper/discharge/docx/"))
    assert "Lê Thị Ở Nhà" in told
    assert url in told
    assert "Lê Thị Ở Nhà" in words(desk.post("/treatment/papers/home/docx/", {"pick": course.pk}))
    assert url in words(desk.post("/treatment/papers/slips/docx/", {"pick": course.pk}))
    clock.at = at + timedelta(days=60)
    assert guest.get(url).status_code == 404
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.examine(by=officer, at=clock.at, course_id=course.pk, measure=WELL)


def test_a_refuted_case_is_ended_by_somebody_and_a_transfer_has_its_paper(
    clock: Clock, login: Callable[[Actor], Client], officer: Actor, at: datetime, low: Any, high: Any
) -> None:
    course = admitted(officer, at, low)
    desk = login(officer)
    assert desk.post(f"/treatment/{course.pk}/paper/transfer/docx/").status_code == 422
    moved = actions.ask_transfer(by=officer, at=at, course_id=course.pk, site_id=high.pk, reason="cần oxy")
    actions.accept_transfer(by=officer, at=at, transfer_id=moved.pk, bed_id=bed_of(high, officer))
    told = words(desk.post(f"/treatment/{course.pk}/paper/transfer/docx/"))
    assert "cần oxy" in told
    assert high.site.name in told
    assert "cần oxy" in words(desk.post("/treatment/papers/moves/docx/", {"pick": course.pk}))
    with pytest.raises(Refused, match="chưa bị loại trừ"):
        actions.end(by=officer, at=at, course_id=course.pk, ending=Ending.NOT_CASE, reason=WHY)
    cases.discard(by=officer, at=at, case_id=course.case_id, reason="xét nghiệm lại âm tính")
    deliver_due()
    assert queries.tally(by=officer, at=at).refuted == 1
    assert "đã bị loại trừ" in body(desk.get(f"/treatment/{course.pk}/"))
    assert desk.get("/treatment/?work=refuted").status_code == 200
    given = {"ending": "not_case", "ended_at": "17/08/2021 07:30", "reason": "hai mẫu PCR âm tính"}
    assert sent(desk, f"/treatment/{course.pk}/do/end/", **given).status_code == 302
    ended = Course.objects.get(pk=course.pk)
    assert (ended.ending, ended.state, ended.to_area_path) == ("not_case", "ended", "")
    assert sum(o.held for o in sites.occupancy(by=officer, site_ids=[low.pk, high.pk]).values()) == 0
    assert queries.tally(by=officer, at=at).refuted == 0
