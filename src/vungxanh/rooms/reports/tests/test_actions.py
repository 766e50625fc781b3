"""Figures counted, bulletins made, corrected, signed, by hand and by the timer."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from vungxanh.common import papers
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.reports import actions, listeners, queries, rules
from vungxanh.rooms.reports.models import Bulletin, DayFigures
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_DISTRICT, actor, case, hours, person

pytestmark = pytest.mark.django_db
ALL = system()
Login = Callable[[Actor], Client]


def test_the_figures_of_a_district_and_of_a_commune(district: None, at: datetime) -> None:
    day = timezone.localdate(at)
    found = queries.count(by=ALL, at=at, area=DISTRICT, day=day)
    said = {key: (value.n, value.before) for key, value in found.items() if value.known}
    assert said["cases_new"] == (2, 1), "midnight in Vietnam parts the days"
    assert said["cases_inside"] == (1, 0)
    assert said["active"] == (3, 1), "by their dates: one lay ill last night"
    assert said["suspected"] == (1, None)
    assert said["recovered_new"] == (0, 1)
    assert said["cases_total"] == (4, 2)
    assert queries.count(by=ALL, at=at, area=COMMUNE, day=day)["cases_new"].n == 1
    for key in ("samples_total", "sites_now", "in_facility", "beds", "oxygen_days", "level_4", "tasks_late", "f1"):
        assert found[key].n is None, key
        assert found[key].why, "a sentence says how it gets here"


def test_figures_are_kept_for_the_screen_and_yesterdays_stand_beside(district: None, at: datetime) -> None:
    chief = actor(*May)
    assert queries.figures(by=chief, area=DISTRICT, at=at) is None
    listeners.count()
    kept = DayFigures.objects.get()
    DayFigures.objects.create(
        area_path=DISTRICT, day=kept.day - timedelta(days=1), at=at - hours(8), values={"suspected": {"n": 2.0}}
    )
    found = queries.figures(by=chief, area=DISTRICT, at=at)
    assert found is not None
    assert (found.values["suspected"].n, found.values["suspected"].before) == (1, 2)
    assert found.values["obstacles"].before is None, "nobody counted it yesterday"
    assert queries.figures(by=actor(May.FIGURES_SEE, area=OTHER_DISTRICT), area=DISTRICT, at=at) is None
    with pytest.raises(NotYours):
        actions.keep_figures(by=actor(May.FIGURES_SEE, area=OTHER_DISTRICT), at=at, area_path=DISTRICT)


@pytest.mark.requirement("RPT-02", "RPT-06")
def test_a_bulletin_from_made_to_corrected(district: None, at: datetime) -> None:
    chief, day = actor(*May, name="Trưởng ban"), timezone.localdate(at)
    made = actions.make.once("k", by=chief, at=at, area_path=DISTRICT, day=day)
    assert actions.make(by=chief, at=at + hours(1), area_path=DISTRICT, day=day).pk == made.pk, "one a day"
    assert (made.number, made.version, made.cut_off) == (1, 1, at)
    assert [line["code"] for line in made.patients] == ["R-1", "R-2", "R-3"]
    actions.remark(by=chief, at=at, bulletin_id=made.pk, text="Dịch đang được kiểm soát.")
    actions.sign(by=chief, at=at, bulletin_id=made.pk, title="TRƯỞNG BAN")
    with pytest.raises(Refused, match="đã ký"):
        actions.remark(by=chief, at=at, bulletin_id=made.pk, text="khác")
    case(person("Lò Thị Sáu", COMMUNE), code="R-6", diagnosed_at=at - hours(2))
    case(person("Lò Thị Tám", COMMUNE), code="R-8", status="suspected", diagnosed_at=None)
    with pytest.raises(Refused, match="lý do"):
        actions.restate(by=chief, at=at, bulletin_id=made.pk, reason=" ")
    tomorrow = at + timedelta(days=1)
    second = actions.restate(by=chief, at=tomorrow, bulletin_id=made.pk, reason="sót một ca")
    kept, now = (rules.from_json(one.values) for one in (Bulletin.objects.get(pk=made.pk), second))
    assert (kept["cases_new"].n, now["cases_new"].n) == (2, 3), "the signed one stays as it was"
    assert (kept["active"].n, now["active"].n) == (3, 4), "dates tell how many lay ill"
    assert (kept["suspected"].n, now["suspected"].n) == (1, 1), "who was suspected that evening nobody can count now"
    assert (second.version, second.number, second.state, second.remarks) == (2, 1, "draft", "Dịch đang được kiểm soát.")
    third = actions.correct(
        by=chief, at=tomorrow, bulletin_id=second.pk, figure="active", number=5, reason="đối chiếu danh sách"
    )
    assert [d.key for d in queries.differences(second, third)] == ["active"]
    assert [one.version for one in queries.versions(by=chief, found=made)] == [3, 2, 1]
    with pytest.raises(Refused, match="bản mới nhất"):
        actions.correct(by=chief, at=at, bulletin_id=second.pk, figure="active", number=5, reason="lần nữa")
    following = actions.make(by=chief, at=tomorrow, area_path=DISTRICT, day=day + timedelta(days=1))
    assert following.number == 2
    assert queries.added_after(by=chief, found=following) == 0, "the corrected one knew it"


def test_a_case_written_down_after_the_cut_off_is_told_the_next_day(district: None, at: datetime) -> None:
    day = timezone.localdate(at)
    actions.make(by=ALL, at=at, area_path=DISTRICT, day=day)
    case(person("Lò Thị Bảy", COMMUNE), code="R-7", diagnosed_at=at + hours(12))
    later = actions.make(by=ALL, at=at + timedelta(days=1), area_path=DISTRICT, day=day + timedelta(days=1))
    assert queries.added_after(by=ALL, found=later) == 1
    with pytest.raises(Refused, match="Chưa tới"):
        actions.make(by=ALL, at=at, area_path=DISTRICT, day=day + timedelta(days=2))
    late = actions.make(by=ALL, at=at, area_path=DISTRICT, day=day - timedelta(days=3))
    values = rules.from_json(late.values)
    assert values["cases_new"].n == 0
    assert (values["active"].n, values["cases_total"].n) == (1, 1), "told by dates"
    assert values["suspected"].n is None, "nobody counted that day"


@pytest.mark.requirement("RPT-03")
def test_the_timer_makes_it_once_from_its_hour_on(
    district: None, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    listeners.daily()
    assert not Bulletin.objects.exists(), "half past seven: too early"
    evening = timezone.localtime(at).replace(hour=17, minute=3)
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: evening)
    chief = actor(*May)
    actions.set_timer(by=chief, at=at, area_path=COMMUNE, hour=18)
    for _ in range(2):
        listeners.daily()
    one = Bulletin.objects.get()
    assert (one.area_path, one.cut_off) == (DISTRICT, evening)
    actions.set_timer(by=chief, at=at, area_path=DISTRICT, hour=None)
    assert queries.timer_hour(DISTRICT, one.day + timedelta(days=1)) is None
    for hour in (-1, 24):
        with pytest.raises(Refused):
            actions.set_timer(by=chief, at=at, area_path=DISTRICT, hour=hour)


@pytest.mark.requirement("RPT-06")
def test_the_pages_and_the_papers(district: None, at: datetime, login: Login, tmp_path: object) -> None:
    desk = login(actor(*May, name="Trưởng ban"))
    key = {"_key": "00000000-0000-7000-8000-000000000001"}
    assert "Chưa có bản tin nào" in desk.get("/reports/").content.decode()
    made = desk.post("/reports/make/", {**key, "area": DISTRICT, "day": "17/8/2021"})
    page = made["Location"]
    shown = desk.get(page).content.decode()
    assert "ghi nhận 2 ca mắc mới trong ngày (ngày trước 1 ca)" in shown
    assert "không tính là 0" in shown
    assert "Chưa ghi mẫu xét nghiệm nào" in shown
    desk.post(f"{page}remark/", {**key, "remarks": "Giữ vững vùng xanh."})
    refused = desk.post(f"{page}correct/", {**key, "figure": "active", "number": "4", "reason": ""})
    assert refused.status_code == 422
    assert (
        desk.post(
            f"{page}sign/", {**key, "_key": "00000000-0000-7000-8000-000000000002", "title": "TRƯỞNG BAN"}
        ).status_code
        == 302
    )
    assert "đã ký duyệt" in desk.get("/reports/?state=signed").content.decode()
    word = desk.get(f"{page}bulletin.docx")
    assert word.content.startswith(b"PK")
    assert desk.get(f"{page}bulletin.txt").status_code == 404
    paper = queries.paper_of(by=ALL, found=Bulletin.objects.get())
    assert (paper.kind, paper.issuer, paper.draft) == ("Bản tin", "Trung tâm Chỉ huy thử", False)
    assert len(papers.docx(paper)) > 10_000
    wall = login(actor(May.FIGURES_SEE))
    seen = wall.get(page).content.decode()
    assert "Ký duyệt" not in seen
    assert "/cases/?" not in seen, "numbers only: no list behind them"
    assert login(actor(May.FIGURES_SEE, area=OTHER_DISTRICT)).get(page).status_code == 404
