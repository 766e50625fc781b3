"""Somebody tells himself how he is; a case behind a decision turns out to be none; who is watched at home."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from vungxanh.common.secret_links import hashed
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.isolation import actions, queries
from vungxanh.rooms.isolation.models import Decision, SelfLink
from vungxanh.rooms.isolation.rules import Kind, PaperFacts, Reason
from vungxanh.rooms.isolation.tests.test_actions import decided, traced_case
from vungxanh.testing import Clock, body, person, sent, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
DAY = timedelta(days=1)
BACK: dict[str, Any] = {
    "reason": Reason.RETURNEE, "last_exposure": None, "immunity": Immunity(doses=2, last_dose=date(2021, 7, 1)),
}  # fmt: skip


@pytest.fixture
def clock(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock(at)
    monkeypatch.setattr("vungxanh.common.centre.now", found)
    return found


def test_he_tells_it_himself_without_an_account(
    clock: Clock, login: Callable[[Actor], Client], officer: Actor, at: datetime, paper: PaperFacts,
    caplog: pytest.LogCaptureFixture, settings: Any,
) -> None:  # fmt: skip
    one = decided(officer, at, paper, person("Trần Thị Tên Thật", birth_year=1980), **BACK)
    guest = Client()
    desk = login(officer)
    file = desk.post(f"/isolation/{one.pk}/paper/decision/docx/")
    url = re.search(r"http://testserver(/isolation/khai/[0-9a-z-]+/)", words(file))[1]  # type: ignore[index]
    shown = body(desk.get(f"/isolation/{one.pk}/"))
    assert url in shown, "the same address, printed and on the page"
    link = SelfLink.objects.get()
    assert link.secret not in str(SelfLink.objects.values().get()), "only its hash is kept"
    assert link.secret_hash == hashed(link.secret.upper().replace("-", " ").replace("0", "O"))

    page = body(guest.get(url))
    assert "T.T.T.T." in page
    assert not [s for s in ("Tên Thật", "1980", "Trần") if s in page]
    assert sent(guest, url).status_code == 422, "nothing told"
    assert sent(guest, url, temperature="52").status_code == 422
    assert "Đã nhận" in body(sent(guest, url, temperature="36,8"))
    assert queries.due_counts(by=officer, at=clock.at)["due"] == 0
    assert "gọi 115" in body(sent(guest, url, temperature="38,4", symptoms=["cough"], note="Hết thuốc"))
    assert one.checks.get().by_name == "người cách ly tự khai"
    assert queries.tally(by=officer, at=at).ill == 1
    assert "chưa ai xử trí" in body(desk.get(f"/isolation/{one.pk}/"))
    assert sent(desk, f"/isolation/{one.pk}/do/ill/", reason="Đã lấy mẫu").status_code == 302
    assert queries.tally(by=officer, at=at).ill == 0

    clock.at = at + timedelta(hours=9)
    actions.check(by=officer, at=clock.at, isolation_id=one.pk, present=False)
    assert sent(guest, url, temperature="37").status_code == 200
    one.refresh_from_db()
    row = one.checks.order_by("-round")[0]
    assert (row.present, str(row.temperature), one.absent_since) == (False, "37.0", clock.at), "he may be anywhere"
    assert "Vắng mặt ở lần điểm danh" in words(desk.post(f"/isolation/{one.pk}/paper/absence/docx/"))
    many = desk.post("/isolation/papers/absence/docx/", {"pick": one.pk})
    assert "Trần Thị Tên Thật" in words(many)
    assert link.secret in words(desk.post("/isolation/papers/slips/docx/", {"pick": one.pk}))
    slip = {"pick": one.pk}
    here = desk.post("/isolation/papers/slips/docx/", slip, headers={"host": "127.0.0.1:8000"})
    assert "chưa in được" in body(here), "nobody's telephone opens it"
    decision = words(desk.post(f"/isolation/{one.pk}/paper/decision/docx/", headers={"host": "localhost"}))
    assert link.secret not in decision
    settings.SITE_URL = "https://tt.example"
    told = words(desk.post("/isolation/papers/slips/docx/", slip, headers={"host": "localhost"}))
    assert f"https://tt.example/isolation/khai/{link.secret}" in told

    codes = [sent(guest, url, quick="well").status_code for _n in range(12)]
    assert codes[-1] == 429
    assert guest.get("/isolation/khai/0000-0000-0000-0000-0000/").status_code == 404
    assert desk.post(f"/isolation/{one.pk}/self/revoke/").status_code == 302
    assert guest.get(url).status_code == 404
    wrong = [body(guest.get(one)).partition("<main")[2].partition("</main")[0] for one in (url, "/isolation/khai/0/")]
    assert wrong[0] == wrong[1], "taken back or never given: it says the same"
    assert link.secret not in caplog.text
    fresh = actions.open_self_links(by=officer, at=clock.at, isolation_ids=[one.pk])[one.pk]
    assert fresh.secret != link.secret


def test_who_is_nobodys_contact_is_watched_at_home(
    clock: Clock, login: Callable[[Actor], Client], officer: Actor, at: datetime, paper: PaperFacts
) -> None:
    one = decided(officer, at, paper, person("Trần Về Quê"), **BACK)
    actions.release(by=officer, at=at, isolation_id=one.pk, reason="thử nghiệm")
    clock.at = at + DAY
    assert [d.pk for d in queries.watched_due(by=officer, at=clock.at)] == [one.pk]
    desk = login(officer)
    assert "theo dõi sau cách ly" in body(desk.get("/isolation/checks/"))
    assert desk.get("/isolation/?work=watched").status_code == 200
    link = actions.open_self_links(by=officer, at=clock.at, isolation_ids=[one.pk])[one.pk]
    assert sent(Client(), f"/isolation/khai/{link.secret}/", temperature="37").status_code == 200
    assert not queries.watched_due(by=officer, at=clock.at), "once a day"
    clock.at = at + 60 * DAY
    assert Client().get(f"/isolation/khai/{link.secret}/").status_code == 404, "it is over"
    with pytest.raises(Refused, match="không còn hiệu lực"):
        actions.check(by=officer, at=clock.at, isolation_id=one.pk)


def test_when_the_case_is_none_somebody_decides(
    clock: Clock, login: Callable[[Actor], Client], officer: Actor, at: datetime, paper: PaperFacts
) -> None:
    who = person("Trần Thị Gặp")
    source = traced_case(at, who)
    (found,) = queries.undecided(by=officer, case=source, at=at, kind=Kind.HOME)
    one = decided(officer, at, paper, who, contact_id=found.contact.pk, case_id=source.pk)
    cases.discard(by=officer, at=at, case_id=source.pk, reason="xét nghiệm lại âm tính")
    deliver_due()
    assert [d.pk for d in queries.groundless(by=officer)] == [one.pk]
    assert Decision.objects.get(pk=one.pk).state == "in_force", "nobody is released by a machine"
    desk = login(officer)
    assert "đã bị loại trừ" in body(desk.get(f"/isolation/{one.pk}/"))
    with pytest.raises(Refused, match="lý do"):
        actions.keep_on(by=officer, at=at, isolation_id=one.pk, reason="")
    assert sent(desk, f"/isolation/{one.pk}/do/keep/", reason="Còn chờ kết quả lần hai").status_code == 302
    assert not queries.groundless(by=officer)
    actions.mark_groundless(by=system(), at=at, case_id=source.pk)
    actions.revoke(by=officer, at=at, isolation_id=one.pk, reason="ca nguồn không phải ca bệnh")
    assert not queries.groundless(by=officer)
