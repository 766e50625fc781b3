"""Actions, with one."""

from dataclasses import replace

import pytest

from vungxanh.common import files
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.actions import Due, DueKind, NewTask, Target
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, TOMORROW, Offices, order
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, hours

pytestmark = pytest.mark.django_db


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
    task.refresh_from_db()
    assert (task.percent, queries.returned([task])[0].returned.text) == (40, "Thiếu danh sách xã Đắk Ơ")
    assert list(queries.waiting(by=doctor, at=AT).returned) == [task], (
        "it stands in the agency's day until it is heard of"
    )
    with pytest.raises(Refused, match="bước khác"):
        actions.close(by=boss, **go)
    actions.report(by=doctor, text="Đã bổ sung", **go)
    assert not queries.waiting(by=doctor, at=AT).returned.exists()
    actions.close.once("key", by=boss, **go)
    actions.close.once("key", by=boss, **go)
    task.refresh_from_db()
    assert (task.state, task.percent, task.closed_at) == ("done", 100, AT)
    actions.reopen(by=boss, reason="Phát sinh thêm người về", **go)
    task.refresh_from_db()
    assert (task.state, task.reported_at, task.percent) == ("doing", None, 40)
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


def test_who_has_what_late_is_counted_where_it_is_done(offices: Offices) -> None:
    boss = offices.who(offices.committee, "head")
    given = order(offices, offices.commune, offices.other, each=True, due=TOMORROW)
    actions.assign(by=boss, at=AT, tasks=[given, order(offices, offices.health, key="h")])
    late = AT + hours(48)
    assert next((x.agency.pk, x.counts.late, x.counts.open) for x in queries.loads(by=boss, at=late))[1:] == (1, 1)
    assert queries.counts(queries.visible(boss), late).late == 2
    table = queries.assignment_table(by=boss, at=late, agency_id=offices.commune.pk)
    assert [row.who for row in table] == ["UBND xã thứ nhất"]
