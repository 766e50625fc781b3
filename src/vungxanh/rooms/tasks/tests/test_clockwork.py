"""What comes by itself: turns of a rhythm, scenarios, escalation, digests, calendars."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from vungxanh.common.worker import deliver_due
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.tasks import actions, listeners, queries
from vungxanh.rooms.tasks.actions import Condition, Due, DueKind
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, TOMORROW, Offices, order
from vungxanh.testing import AT, COMMUNE, DISTRICT, hours

pytestmark = pytest.mark.django_db


def test_a_rhythm_opens_its_turns_and_a_condition_sleeps(offices: Offices) -> None:
    rhythm = order(offices, offices.health, key="r", due=Due(DueKind.RECURRING, rule="monthly day 15,30"))
    asleep = order(offices, offices.health, key="s", condition=Condition(scenario=2, when="100 <= active_cases <= 500"))
    series, sleeping = actions.assign(by=SYSTEM, at=AT, tasks=[rhythm, asleep])
    assert series.kind == "series"
    assert sleeping.state == "asleep"
    assert not series.children.exists()  # on 17/8 the 30th is still far


@pytest.mark.requirement("RPT-05")
def test_the_report_of_the_15th_and_30th_comes_back_by_itself(offices: Offices) -> None:
    given = order(
        offices, offices.health, due=Due(DueKind.RECURRING, rule="monthly day 15,30", raw="ngày 15 và 30 hàng tháng")
    )
    (series,) = actions.assign(by=SYSTEM, at=AT, tasks=[given])
    for day in (24, 24, 30, 45):  # 10/9 sees nothing new; 16/9, 1/10: the 15th and the 30th
        actions.open_due_turns(by=SYSTEM, at=AT + hours(24 * (day - 17)))
    assert [str(d) for d in series.children.order_by("occurs_on").values_list("occurs_on", flat=True)] == [
        "2021-08-30",
        "2021-09-15",
    ]
    actions.open_due_turns(by=SYSTEM, at=datetime(2022, 3, 1, tzinfo=UTC))
    days = [str(d) for d in series.children.order_by("occurs_on").values_list("occurs_on", flat=True)]
    assert days[-2:] == ["2022-02-15", "2022-02-28"]
    assert len(days) == len(set(days))
    turn = series.children.get(occurs_on="2021-08-30")
    assert turn.due_at.isoformat() == "2021-08-30T16:59:00+00:00"
    actions.report(by=offices.who(offices.health), at=AT, task_id=turn.pk, text="Đã gửi báo cáo số 12")
    series.refresh_from_db()
    assert series.state in ("open", "doing")
    actions.cancel(by=SYSTEM, at=AT, task_id=series.pk, reason="Không báo cáo nữa")
    assert not series.children.filter(state__in=("open", "doing", "reported")).exists()


def test_a_scenario_wakes_what_waits_for_it(offices: Offices) -> None:
    boss = offices.who(offices.committee, "head")
    for n in (1, 2):
        each = order(offices, offices.commune, offices.other, key=f"s{n}", each=True, condition=Condition(scenario=n))
        actions.assign(by=boss, at=AT, tasks=[each])
    with pytest.raises(NotYours):
        actions.begin_scenario(
            by=offices.who(offices.commune), at=AT, area_path=DISTRICT, number=2, reason="Vượt 100 ca"
        )
    assert actions.begin_scenario(by=boss, at=AT, area_path=DISTRICT, number=2, reason="Vượt 100 ca đang điều trị") == 2
    assert Task.objects.get(key="s2").state == "open"
    assert Task.objects.get(key="s1").state == "asleep"
    assert queries.scenario_now(COMMUNE).number == 2  # type: ignore[union-attr]
    assert queries.computed_scenario(SYSTEM, DISTRICT, AT)[:2] == (1, 0)  # type: ignore[index]
    listeners.tick()  # said by hand and higher than the numbers: it stays
    assert Task.objects.get(key="s1").state == "asleep"
    actions.wake(by=boss, at=AT, task_id=Task.objects.get(key="s1").pk, reason="Làm trước cho chắc")
    assert Task.objects.filter(key__startswith="s1/", state="open").count() == 2


def test_the_numbers_begin_a_scenario_by_themselves(offices: Offices) -> None:
    given = order(offices, offices.health, condition=Condition(scenario=1))
    actions.assign(by=SYSTEM, at=AT, tasks=[given])
    listeners.tick()
    listeners.tick()
    assert Task.objects.get().state == "open"
    (state,) = queries.scenario_history(DISTRICT)
    assert (state.number, state.active_cases, state.by_id) == (1, 0, None)


@pytest.mark.requirement("CMD-25")
def test_late_work_is_told_upward_once_and_can_be_urged(offices: Offices) -> None:
    boss, doctor = offices.who(offices.committee, "head"), offices.who(offices.health)
    (task,) = actions.assign(by=boss, at=AT, tasks=[order(offices, offices.health, due=TOMORROW)])
    assert actions.escalate(by=SYSTEM, at=AT + hours(50)) == []  # late, not yet by 24 hours
    late = AT + hours(72)
    assert actions.escalate(by=SYSTEM, at=late) == [task.pk]
    assert actions.escalate(by=SYSTEM, at=late) == []
    assert [t.pk for t in queries.waiting(by=boss, at=late).escalated] == [task.pk]
    assert actions.urge(by=boss, at=late, task_id=task.pk, text="Xong trong sáng nay") == 1
    with pytest.raises(NotYours):
        actions.urge(by=doctor, at=late, task_id=task.pk, text="Tự giục mình")
    names = [group["name"] for group in queries.digest_body(by=doctor, at=late)]
    assert names == ["late"]
    until = late + hours(48)
    actions.change(by=boss, at=late, task_id=task.pk, reason="Lùi hạn một lần", due_at=until)
    assert actions.escalate(by=SYSTEM, at=until + hours(30)) == [task.pk]  # for each deadline once
    (change,) = queries.changes(task)
    assert change.fields[0][0] == "Hạn"


def test_one_digest_a_day_by_mail_without_words_somebody_typed(
    offices: Offices, settings: Any, mailoutbox: Any
) -> None:
    settings.MAIL_READY, settings.SITE_URL = True, "https://tt.example"
    user = agencies.create_user(
        by=SYSTEM, at=AT, username="bac.si", full_name="Bác sĩ Thử", password="mot-mat-khau-tam-27",
        agency_id=offices.health.pk, role="officer", area_path=DISTRICT, must_change=False,
    )  # fmt: skip
    doctor = who.actor(user.pk)
    paper = order(
        offices,
        offices.health,
        key="p",
        text="Báo cáo kết quả rà soát",
        source_document=new_id(),
        source_label="152/KH-UBND",
        due=TOMORROW,
    )
    typed = order(offices, offices.health, key="t", text="Gọi cho bà Nguyễn Thị Kín ở ấp 2", due=TOMORROW)
    actions.assign(by=SYSTEM, at=AT, tasks=[paper, typed])
    actions.choose_mail(by=doctor, at=AT, address="bac.si@example.vn")
    day = timezone.localdate(AT)
    assert user.pk in queries.undigested(day)
    for _turn in range(2):
        actions.make_digest(by=SYSTEM, at=AT, user_id=user.pk)
        deliver_due()
    (mail,) = mailoutbox
    assert mail.to == ["bac.si@example.vn"]
    assert "Báo cáo kết quả rà soát" in mail.body
    assert "Kín" not in mail.body + str(mail.alternatives)
    assert user.pk not in queries.undigested(day)
    (digest,) = queries.digests(by=doctor)
    assert digest.mailed_at is not None


def test_a_calendar_is_read_by_its_secret_address_until_it_is_revoked(offices: Offices) -> None:
    doctor = offices.who(offices.health)
    given = order(offices, offices.health, due=TOMORROW, source_document=new_id(), source_label="152/KH-UBND")
    actions.assign(by=SYSTEM, at=AT, tasks=[given])
    token = actions.new_token()
    feed = actions.make_feed(by=doctor, at=AT, agency_id=offices.health.pk, token=token)
    with pytest.raises(NotYours):
        actions.make_feed(by=doctor, at=AT, agency_id=offices.committee.pk, token=token)
    found = queries.feed_of(token)
    assert found == feed
    read = Calendar.from_ical(queries.calendar(feed, at=AT, address="https://tt.example/tasks/{id}/"))
    (event,) = read.walk("VEVENT")
    assert event.decoded("dtend").isoformat() == "2021-08-18T16:59:00+00:00"
    assert "sắp đến hạn" in event["summary"] or "đúng hạn" in event["summary"]
    actions.revoke_feed(by=doctor, at=AT, feed_id=feed.pk)
    assert queries.feed_of(token) is None
