"""One change for many cases: by the rules of each, listed refusals, one audit row, undone as one."""

import time
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from vungxanh.common.models import AuditEntry, OutboxMessage
from vungxanh.common.outbox import LISTENERS
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import actions, queries
from vungxanh.rooms.cases.events import CaseConfirmed
from vungxanh.rooms.cases.models import Case, CaseBatch
from vungxanh.rooms.cases.rules import BulkChange, CaseFacts, CaseRow, Outcome, Status, Verb
from vungxanh.testing import COMMUNE, OTHER_COMMUNE, actor, hours, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]


def some(by: Actor, at: datetime, count: int, status: Status = Status.SUSPECTED, **facts: object) -> list[Case]:
    rows = [
        CaseRow(
            person_id=person(f"Người {n}").pk, disease="covid19", external_id=f"x{n}", code=f"T-{n:04}", status=status,
            facts=CaseFacts(diagnosed_at=at - hours(30), **facts),  # type: ignore[arg-type]
        )
        for n in range(count)
    ]  # fmt: skip
    ids = actions.record_many(by=by, at=at, rows=rows, source="thử").ids
    found = Case.objects.in_bulk(list(ids))
    return [found[pk] for pk in ids]


def test_three_hundred_cases_are_confirmed_and_put_back(officer: Actor, at: datetime) -> None:
    ids = [case.pk for case in some(officer, at, 300)]
    OutboxMessage.objects.all().delete()
    began = time.process_time()
    made = actions.edit_many(by=officer, at=at, case_ids=ids, change=BulkChange(verb=Verb.CONFIRM, isolated_at=at))
    assert time.process_time() - began < 2
    assert (made.done, made.refused) == (300, 0)
    assert Case.objects.filter(status="confirmed", isolated_at=at, confirmed_at=at).count() == 300
    assert OutboxMessage.objects.filter(event__endswith="CaseConfirmed").count() == 300 * len(LISTENERS[CaseConfirmed])
    assert AuditEntry.objects.filter(action="cases.edit_many").count() == 1
    line = queries.history(by=officer, case_id=ids[0])[0]
    assert line.title == "Sửa hàng loạt"
    assert ("Phân loại", "Nghi ngờ", "Xác định") in line.changes
    back = actions.undo_many(by=officer, at=at, batch_id=made.pk)
    assert (back.done, back.refused) == (300, 0)
    assert Case.objects.filter(status="suspected", isolated_at=None, confirmed_at=None).count() == 300
    with pytest.raises(Refused):
        actions.undo_many(by=officer, at=at, batch_id=made.pk)


def test_what_does_not_fit_is_left_alone_with_its_reason(officer: Actor, at: datetime) -> None:
    first, second, third = some(officer, at, 3)
    actions.discard(by=officer, at=at, case_id=second.pk, reason="âm tính")
    made = actions.edit_many(
        by=officer, at=at, case_ids=[first.pk, second.pk], change=BulkChange(verb=Verb.ASSESS_PROBABLE)
    )
    refused = [(row.case.code, row.refusal) for row in queries.batch_rows(by=officer, batch_id=made.pk) if row.refusal]
    assert (made.done, made.refused) == (1, 1)
    assert refused[0][0] == second.code
    assert "đã loại trừ" in refused[0][1]
    kept = actions.edit_many(by=officer, at=at, case_ids=[third.pk], change=BulkChange(facility="Trạm A"))
    again = actions.edit_many(by=officer, at=at, case_ids=[third.pk], change=BulkChange(facility="Trạm B"))
    assert (kept.done, again.done, again.refused) == (1, 0, 1)
    over = actions.edit_many(
        by=officer, at=at, case_ids=[third.pk], change=BulkChange(facility="Trạm B", fill=False, reason="ghi nhầm")
    )
    assert over.done == 1
    late = actions.undo_many(by=officer, at=at, batch_id=kept.pk)
    third.refresh_from_db()
    assert (late.done, late.refused, third.facility) == (0, 1, "Trạm B")


def test_outcome_cluster_and_place_for_many(officer: Actor, at: datetime) -> None:
    ids = [case.pk for case in some(officer, at, 3, onset_date=date(2021, 8, 1))]
    cluster = actions.open_cluster(
        by=officer, at=at, name="Ổ A", disease="covid19", area_path=COMMUNE, opened_on=at.date()
    )
    other = actions.open_cluster(
        by=officer, at=at, name="Ổ sởi", disease="measles", area_path=COMMUNE, opened_on=at.date()
    )
    change = BulkChange(
        outcome=Outcome.RECOVERED,
        outcome_date=date(2021, 8, 16),
        cluster_id=cluster.pk,
        area_path=OTHER_COMMUNE,
        reason="chuyển",
    )
    assert actions.edit_many(by=officer, at=at, case_ids=ids, change=change).done == 3
    assert Case.objects.filter(outcome="recovered", cluster=cluster, area_path=OTHER_COMMUNE).count() == 3
    wrong = actions.edit_many(
        by=officer, at=at, case_ids=ids, change=BulkChange(cluster_id=other.pk, fill=False, reason="thử đổi ổ")
    )
    assert wrong.refused == 3
    for bad in (BulkChange(), BulkChange(outcome=Outcome.DIED), BulkChange(facility="x", fill=False)):
        with pytest.raises(Refused):
            actions.edit_many(by=officer, at=at, case_ids=ids, change=bad)


def test_rights_are_those_of_each_deed_in_each_place(officer: Actor, stranger: Actor, at: datetime) -> None:
    ids = [case.pk for case in some(officer, at, 2)]
    clerk = actor(Permission.CASE_SEE, Permission.CASE_RECORD)
    made = actions.edit_many(by=clerk, at=at, case_ids=ids, change=BulkChange(verb=Verb.CONFIRM))
    assert (made.done, made.refused) == (0, 2)
    assert actions.edit_many(by=clerk, at=at, case_ids=ids, change=BulkChange(isolated_at=at)).done == 2
    for call in (
        lambda: actions.edit_many(by=stranger, at=at, case_ids=ids, change=BulkChange(isolated_at=at)),
        lambda: actions.undo_many(by=officer, at=at, batch_id=made.pk),
    ):
        with pytest.raises(NotYours):
            call()


def test_the_pages_of_a_bulk_edit(login: Login, officer: Actor, at: datetime) -> None:
    cases = some(officer, at, 3)
    browser, picks = login(officer), {"pick": [str(case.pk) for case in cases]}
    form = browser.post("/cases/bulk/", picks).content.decode()
    assert "Sửa 3 ca" in form
    assert cases[0].code in form
    assert browser.post("/cases/bulk/", picks | {"do": "1"}).status_code == 422
    key = {"_key": "018f0000-0000-7000-8000-000000000001"}
    done = browser.post("/cases/bulk/", picks | key | {"do": "1", "facility": "Trạm y tế"}, follow=True)
    assert "Đã sửa 3 ca" in done.content.decode()
    batch = CaseBatch.objects.get()
    assert "Đã hoàn tác 3 ca" in browser.post(f"/cases/bulk/{batch.pk}/undo/", follow=True).content.decode()
    assert login(actor(name="Khác")).get(f"/cases/bulk/{batch.pk}/").status_code == 404
