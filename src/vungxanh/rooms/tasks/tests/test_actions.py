"""Actions, with one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from vungxanh.common import files
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.tasks import actions, listeners, queries
from vungxanh.rooms.tasks.actions import Condition, Due, DueKind, NewTask, Target
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, Offices
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, hours

pytestmark = pytest.mark.django_db
TOMORROW = Due(DueKind.BY, date="2021-08-18", raw="chậm nhất ngày 18/8/2021")


def order(offices: Offices, *leads: object, key: str = "k", **values: object) -> NewTask:
    """A task of the district."""
    given = {
        "text": "Rà soát danh sách người từ vùng dịch về",
        "area_path": DISTRICT,
        "ordered_by": offices.committee.pk,
    }
    return NewTask(key=key, leads=tuple(a.pk for a in leads), **(given | values))  # type: ignore[attr-defined,arg-type]


def test_assigning_twice_gives_once_and_cascades_to_each_commune(offices: Offices) -> None:
    head = offices.who(offices.committee, "head")
    one = order(offices, offices.health, key="a", due=Due(DueKind.BY, date="2021-08-20", raw="trước ngày 20/8/2021"))
    both = order(offices, offices.commune, offices.other, key="b", each=True, lead_words="UBND các xã")
    first = actions.assign(by=head, at=AT, tasks=[one, both])
    again = actions.assign(by=head, at=AT, tasks=[both, one])
    assert [t.pk for t in again] == [t.pk for t in reversed(first)]
    assert Task.objects.count() == 4
    group = Task.objects.get(key="b")
    assert (group.kind, group.below, group.below_done) == ("group", 2, 0)
    assert {t.area_path for t in group.children.all()} == {COMMUNE, OTHER_COMMUNE}
    assert first[0].due_at.isoformat() == "2021-08-19T23:59:00+07:00"  # type: ignore[union-attr]
    commune = offices.who(offices.commune)
    assert [t.key for t in queries.visible(commune)] == [f"b/{offices.commune.pk}"]
    assert queries.top(head).count() == 2
    assert queries.top(commune).count() == 1


def test_what_is_not_clear_or_not_his_to_order_is_refused(offices: Offices) -> None:
    head = offices.who(offices.committee, "head")
    commune = offices.who(offices.commune)
    good = order(offices, offices.health)
    for bad in (
        replace(good, text=" "),
        replace(good, leads=()),
        replace(good, area_of_work="poetry"),
        replace(good, leads=(offices.health.pk.__class__(int=1),)),
    ):
        with pytest.raises(Refused):
            actions.assign(by=head, at=AT, tasks=[good, bad])
    with pytest.raises(NotYours):
        actions.assign(by=commune, at=AT, tasks=[good])
    with pytest.raises(Refused, match="ngoài địa bàn"):
        actions.assign(by=commune, at=AT, tasks=[replace(good, area_path=COMMUNE)])
    assert not Task.objects.exists()


def test_a_rhythm_opens_its_turns_and_a_condition_sleeps(offices: Offices) -> None:
    rhythm = order(offices, offices.health, key="r", due=Due(DueKind.RECURRING, rule="monthly day 15,30"))
    asleep = order(offices, offices.health, key="s", condition=Condition(scenario=2, when="100 <= active_cases <= 500"))
    series, sleeping = actions.assign(by=SYSTEM, at=AT, tasks=[rhythm, asleep])
    assert series.kind == "series"
    assert sleeping.state == "asleep"
    assert not series.children.exists()  # on 17/8 the 30th is still far


def test_the_life_of_a_task_from_order_to_approval(offices: Offices) -> None:
    boss, doctor, chief = (
        offices.who(offices.committee, "head"),
        offices.who(offices.health),
        offices.who(offices.health, "head"),
    )
    (task,) = actions.assign(by=boss, at=AT, tasks=[order(offices, offices.health, due=TOMORROW)])
    go = {"at": AT, "task_id": task.pk}
    actions.accept(by=doctor, **go)
    actions.progress(by=doctor, text="Đã rà 3 xã", percent=40, **go)
    with pytest.raises(NotYours):
        actions.progress(by=offices.who(offices.commune), text="Không phải việc của xã", **go)
    actions.report(by=doctor, text="Xong cả 8 xã", **go)
    with pytest.raises(NotYours):  # the agency that did it does not approve it
        actions.close(by=chief, **go)
    actions.send_back(by=boss, reason="Thiếu danh sách xã Đắk Ơ", **go)
    with pytest.raises(Refused, match="bước khác"):
        actions.close(by=boss, **go)
    actions.report(by=doctor, text="Đã bổ sung", **go)
    actions.close.once("key", by=boss, **go)
    actions.close.once("key", by=boss, **go)
    task.refresh_from_db()
    assert (task.state, task.percent, task.closed_at) == ("done", 100, AT)
    actions.reopen(by=boss, reason="Phát sinh thêm người về", **go)
    task.refresh_from_db()
    assert (task.state, task.reported_at) == ("doing", None)
    kinds = [line.kind for line in reversed(queries.life(task))]
    assert kinds == ["given", "accepted", "progress", "reported", "sent_back", "reported", "closed", "reopened"]


def test_a_group_shows_the_worst_and_is_approved_at_once(offices: Offices) -> None:
    boss = offices.who(offices.committee, "head")
    given = order(offices, offices.commune, offices.other, each=True, due=TOMORROW)
    (group,) = actions.assign(by=boss, at=AT, tasks=[given])
    for office in (offices.commune, offices.other):
        child = group.children.get(lead=office)
        actions.report(by=offices.who(office), at=AT, task_id=child.pk, text="Đã xong")
        group.refresh_from_db()
        assert group.state == ("open" if office is offices.commune else "reported")
    actions.close(by=boss, at=AT, task_id=group.pk)
    group.refresh_from_db()
    assert (group.state, group.below_done, group.below, group.percent) == ("done", 2, 2, 100)
    assert set(group.children.values_list("state", flat=True)) == {"done"}


def test_more_time_is_asked_for_and_the_first_deadline_stays(offices: Offices) -> None:
    boss, doctor = offices.who(offices.committee, "head"), offices.who(offices.health)
    (task,) = actions.assign(by=boss, at=AT, tasks=[order(offices, offices.health, due=TOMORROW)])
    first = task.due_at
    later = AT + hours(96)
    asked = actions.ask_extension(by=doctor, at=AT, task_id=task.pk, until=later, reason="Đang dập ổ dịch chợ")
    for bad in (AT, later):  # before the deadline; a second request
        with pytest.raises(Refused):
            actions.ask_extension(by=doctor, at=AT, task_id=task.pk, until=bad, reason="Lý do khác hẳn")
    with pytest.raises(NotYours):
        actions.answer_extension(
            by=offices.who(offices.commune), at=AT, extension_id=asked.pk, grant=True, reason="được mà"
        )
    actions.answer_extension(by=boss, at=AT, extension_id=asked.pk, grant=True, reason="Đồng ý, không lùi nữa")
    task.refresh_from_db()
    assert (task.due_at, task.first_due_at) == (later, first)
    with pytest.raises(Refused, match="đã được trả lời"):
        actions.answer_extension(by=boss, at=AT, extension_id=asked.pk, grant=False, reason="Nghĩ lại rồi")


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


@pytest.mark.requirement("CMD-02")
@pytest.mark.requirement("CMD-06")
@pytest.mark.requirement("CMD-11")
def test_an_obstacle_goes_up_until_it_is_answered(offices: Offices) -> None:
    commune, district = offices.who(offices.commune), offices.who(offices.health)
    boss = offices.who(offices.committee)
    raised = actions.raise_obstacle(
        by=commune, at=AT, agency_id=offices.commune.pk, to_agency_id=offices.health.pk,
        text="Thiếu 500 bộ xét nghiệm nhanh", wanted="Cấp bổ sung trước 18/8",
    )  # fmt: skip
    assert raised.due_at == AT + hours(48)
    with pytest.raises(NotYours):  # not his to settle
        actions.answer(by=boss, at=AT, obstacle_id=raised.pk, text="Để tôi lo việc này")
    actions.forward(
        by=district, at=AT, obstacle_id=raised.pk, to_agency_id=offices.committee.pk, reason="Vượt kho của trung tâm"
    )
    assert [o.pk for o in queries.waiting_for(boss)] == [raised.pk]
    assert queries.obstacles(district).filter(pk=raised.pk).exists()  # whoever held it still sees what came of it
    actions.answer(by=boss, at=AT + hours(60), obstacle_id=raised.pk, text="Cấp 500 bộ, nhận tại kho huyện")
    actions.raise_again(by=commune, at=AT + hours(70), obstacle_id=raised.pk, reason="Kho huyện chỉ còn 100 bộ")
    actions.answer(by=boss, at=AT + hours(71), obstacle_id=raised.pk, text="Tỉnh chuyển thẳng về xã")
    raised.refresh_from_db()
    assert (raised.state, raised.forwards) == ("answered", 1)
    assert [s.kind for s in queries.steps_of(raised)] == ["raised", "forwarded", "answered", "again", "answered"]
    with pytest.raises(Refused):
        actions.raise_obstacle(
            by=commune,
            at=AT,
            agency_id=offices.health.pk,
            to_agency_id=offices.committee.pk,
            text="Nêu thay",
            wanted="không được",
        )


@pytest.mark.requirement("CMD-07")
def test_a_petition_of_a_reinforcing_unit_is_in_the_register(offices: Offices) -> None:
    officer = offices.who(offices.health)
    made = actions.raise_obstacle(
        by=officer, at=AT, agency_id=offices.health.pk, to_agency_id=offices.committee.pk, petition=True,
        on_behalf="Đội cơ động xe labo xét nghiệm", text="Chưa có chỗ nghỉ cho 12 người", wanted="Bố trí nhà nghỉ",
    )  # fmt: skip
    (waiting,) = queries.waiting_for(offices.who(offices.committee))
    assert (waiting.pk, waiting.kind, waiting.on_behalf) == (made.pk, "petition", "Đội cơ động xe labo xét nghiệm")


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


def test_numbers_typed_in_keep_their_history_and_live_ones_are_read(offices: Offices) -> None:
    boss, doctor = offices.who(offices.committee, "head"), offices.who(offices.health)
    targets = (Target("=", 100, "giường", "100 giường"), Target("<=", 0, "người", "không còn F1 chưa cách ly"))
    (task,) = actions.assign(by=boss, at=AT, tasks=[order(offices, offices.health, targets=targets)])
    beds, loose = task.targets.order_by("position")
    for value in (40, 100):
        actions.type_in(by=doctor, at=AT, target_id=beds.pk, value=value)
    actions.bind(by=doctor, at=AT, target_id=loose.pk, figure="f1_loose")
    with pytest.raises(Refused):
        actions.type_in(by=doctor, at=AT, target_id=loose.pk, value=1)
    first, second = queries.measured(by=doctor, task=task, at=AT)
    assert (first.now, first.met, [r.value for r in first.readings]) == (100, True, [100, 40])
    assert (second.now, second.met) == (0, True)
    for key, figure in queries.FIGURES.items():  # every figure answers on an empty centre
        assert figure.value(doctor, AT, DISTRICT) in (None, 0), key


def test_evidence_is_kept_by_its_content_and_comes_back_unchanged(offices: Offices) -> None:
    doctor = offices.who(offices.health)
    (task,) = actions.assign(by=SYSTEM, at=AT, tasks=[order(offices, offices.health)])
    sent = {"by": doctor, "at": AT, "task_id": task.pk}
    one = actions.add_file(data=b"%PDF-1.7 bien ban", name="../../biên bản.exe", **sent)
    same = actions.add_file(data=b"%PDF-1.7 bien ban", name="khác.pdf", **sent)
    assert (one.pk, one.name, one.kind) == (same.pk, "biên bản.pdf", "pdf")
    assert files.read("evidence", one.sha256) == b"%PDF-1.7 bien ban"
    for bad in (b"", b"MZ\x90\x00\x03\x00", b"PK\x03\x04 not really", b"\x00" * 10):
        with pytest.raises(Refused):
            actions.add_file(data=bad, name="x.pdf", **sent)
    files.path_of("evidence", one.sha256).write_bytes(b"%PDF-1.7 sua roi")
    with pytest.raises(Refused, match="thay đổi"):
        files.read("evidence", one.sha256)
    actions.remove_file(by=doctor, at=AT, file_id=one.pk, reason="Gửi nhầm tệp")
    with pytest.raises(NotYours):
        queries.file(by=doctor, task_id=task.pk, file_id=one.pk)


def test_smaller_tasks_come_first_and_hours_count_from_their_event(offices: Offices) -> None:
    doctor = offices.who(offices.health)
    given = order(offices, offices.health, due=Due(DueKind.WITHIN, hours=12, raw="trong 12 giờ"))
    (task,) = actions.assign(by=SYSTEM, at=AT, tasks=[given])
    part = NewTask(key="p", text="Lấy mẫu thôn 1", area_path=DISTRICT, leads=(offices.commune.pk,))
    (small,) = actions.split(by=doctor, at=AT, task_id=task.pk, tasks=[part])
    assert (small.parent_id, small.ordered_by_id, small.area_path) == (task.pk, offices.health.pk, COMMUNE)
    with pytest.raises(Refused, match="việc nhỏ chưa xong"):
        actions.report(by=doctor, at=AT, task_id=task.pk, text="Xong rồi")
    actions.start_clock(by=doctor, at=AT, task_id=task.pk, happened_at=AT - hours(2), reason="Nhận mẫu lúc 5:30")
    task.refresh_from_db()
    assert task.due_at == AT + hours(10)
    actions.report(by=offices.who(offices.commune), at=AT, task_id=small.pk, text="Đã lấy 30 mẫu")
    actions.close(by=offices.who(offices.health, "head"), at=AT, task_id=small.pk)
    actions.report(by=doctor, at=AT, task_id=task.pk, text="Đã trả kết quả")
    task.refresh_from_db()
    assert (task.state, task.below, task.below_done) == ("reported", 1, 1)


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


def test_who_has_what_late_is_counted_where_it_is_done(offices: Offices) -> None:
    boss = offices.who(offices.committee, "head")
    given = order(offices, offices.commune, offices.other, each=True, due=TOMORROW)
    actions.assign(by=boss, at=AT, tasks=[given, order(offices, offices.health, key="h")])
    late = AT + hours(48)
    assert next((x.agency.pk, x.counts.late, x.counts.open) for x in queries.loads(by=boss, at=late))[1:] == (1, 1)
    assert queries.counts(queries.visible(boss), late).late == 2
    table = queries.assignment_table(by=boss, at=late, agency_id=offices.commune.pk)
    assert [row.who for row in table] == ["UBND xã thứ nhất"]
