"""What cases may be made to do, on the database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import actions, queries, rules
from vungxanh.rooms.cases.models import Case, TransmissionLink
from vungxanh.rooms.cases.rules import CaseFacts, CaseRow, Outcome, SourceRow, Status
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, OTHER_DISTRICT, actor, hours, person

pytestmark = pytest.mark.django_db


def record(by: Actor, at: datetime, **values: Any) -> Case:
    values.setdefault("person_id", person().pk)
    return actions.record(by=by, at=at, disease=values.pop("disease", "covid19"), **values)


def test_a_suspected_case_is_confirmed_notified_and_isolated(officer: Actor, at: datetime) -> None:
    case = record(officer, at, facts=CaseFacts(onset_date=date(2021, 8, 15), symptomatic=True))
    assert (case.status, case.code, case.area_path) == (Status.SUSPECTED, "CV-2021-000001", COMMUNE)
    actions.confirm(by=officer, at=at, case_id=case.pk, diagnosed_at=at - hours(2))
    actions.isolate(by=officer, at=at, case_id=case.pk)
    found = queries.get(by=officer, case_id=case.pk)
    assert found.status == Status.CONFIRMED
    assert found.notify_due_at == at + hours(22)
    assert found.isolated_at == at
    assert list(queries.overdue(by=officer, at=at)) == []
    assert list(queries.overdue(by=officer, at=at + hours(23))) == [found]
    actions.notify(by=officer, at=at + hours(30), case_id=case.pk)
    assert list(queries.overdue(by=officer, at=at + hours(31))) == []
    clock = rules.notification(queries.get(by=officer, case_id=case.pk), at + hours(31))
    assert clock is not None
    assert clock.state is rules.ClockState.NOTIFIED_LATE


def test_confirming_needs_a_diagnosis(officer: Actor, at: datetime) -> None:
    case = record(officer, at)
    with pytest.raises(Refused, match="ngày giờ chẩn đoán"):
        actions.confirm(by=officer, at=at, case_id=case.pk)
    assert queries.get(by=officer, case_id=case.pk).status == Status.SUSPECTED


def test_a_confirmed_case_is_discarded_only_by_who_may_correct(officer: Actor, at: datetime) -> None:
    case = record(officer, at, status=Status.CONFIRMED, facts=CaseFacts(diagnosed_at=at))
    doctor = actor(Permission.CASE_SEE, Permission.CASE_RECORD, Permission.CASE_CONFIRM)
    with pytest.raises(NotYours):
        actions.discard(by=doctor, at=at, case_id=case.pk, reason="âm tính lần hai")
    with pytest.raises(Refused, match="lý do"):
        actions.discard(by=officer, at=at, case_id=case.pk, reason="")
    actions.discard(by=officer, at=at, case_id=case.pk, reason="âm tính lần hai")
    again = actions.reopen(by=officer, at=at, case_id=case.pk, reason="nhầm mẫu")
    assert again.status == Status.SUSPECTED


@pytest.mark.parametrize("verb", ["confirm", "discard", "correct", "isolate", "name_source"])
def test_strangers_see_and_do_nothing(verb: str, officer: Actor, stranger: Actor, at: datetime) -> None:
    case = record(officer, at)
    more: dict[str, dict[str, Any]] = {
        "confirm": {"diagnosed_at": at}, "discard": {"reason": "x"}, "correct": {"facts": CaseFacts()},
        "isolate": {}, "name_source": {"source_case_id": new_id()},
    }  # fmt: skip
    with pytest.raises(NotYours):
        queries.get(by=stranger, case_id=case.pk)
    with pytest.raises(NotYours):
        getattr(actions, verb)(by=stranger, at=at, case_id=case.pk, **more[verb])


def test_who_sees_the_district_but_records_one_commune_cannot_write_elsewhere(officer: Actor, at: datetime) -> None:
    from vungxanh.kernel.actor import Scope

    far = record(officer, at, person_id=person(area=OTHER_COMMUNE).pk)
    clerk = Actor(id=new_id(), scopes=(
        Scope(DISTRICT, frozenset({Permission.CASE_SEE, Permission.PERSON_SEE})),
        Scope(COMMUNE, frozenset({Permission.CASE_RECORD})),
    ))  # fmt: skip
    assert queries.get(by=clerk, case_id=far.pk)
    with pytest.raises(NotYours):
        actions.isolate(by=clerk, at=at, case_id=far.pk)
    with pytest.raises(NotYours):
        record(clerk, at, person_id=person(area=OTHER_COMMUNE).pk)


def test_one_open_case_a_person_and_disease(officer: Actor, at: datetime) -> None:
    case = record(officer, at)
    with pytest.raises(Refused, match=case.code):
        record(officer, at, person_id=case.person_id)
    assert record(officer, at, person_id=case.person_id, disease="dengue")
    actions.set_outcome(by=officer, at=at, case_id=case.pk, outcome=Outcome.RECOVERED, outcome_date=date(2021, 8, 16))
    assert record(officer, at, person_id=case.person_id)  # a second infection


def test_filling_needs_no_reason_but_changing_does(officer: Actor, at: datetime) -> None:
    case = record(officer, at)
    facts = CaseFacts(onset_date=date(2021, 8, 15), symptomatic=True)
    actions.correct(by=officer, at=at, case_id=case.pk, facts=facts)
    moved = replace(facts, onset_date=date(2021, 8, 14))
    with pytest.raises(Refused, match="lý do"):
        actions.correct(by=officer, at=at, case_id=case.pk, facts=moved)
    actions.correct(by=officer, at=at, case_id=case.pk, facts=moved, reason="người nhà nhớ lại")
    row = AuditEntry.objects.filter(subject_id=case.pk, action="cases.correct").latest("id")
    assert row.detail["reason"] == "người nhà nhớ lại"
    assert row.detail["changes"][0] | {} == {
        "kind": "cases.case", "id": str(case.pk), "field": "onset_date", "from": "2021-08-15", "to": "2021-08-14",
    }  # fmt: skip


def test_a_correction_that_contradicts_is_refused_and_changes_nothing(officer: Actor, at: datetime) -> None:
    case = record(officer, at, status=Status.CONFIRMED, facts=CaseFacts(diagnosed_at=at, sampled_at=at - hours(5)))
    wrong = replace(case.facts, sampled_at=at - hours(1), diagnosed_at=at - hours(2))
    with pytest.raises(Refused, match="trước khi lấy mẫu"):
        actions.correct(by=officer, at=at, case_id=case.pk, facts=wrong, reason="sửa")
    assert queries.get(by=officer, case_id=case.pk).diagnosed_at == at


def test_correcting_the_diagnosis_moves_the_deadline(officer: Actor, at: datetime) -> None:
    case = record(officer, at, status=Status.CONFIRMED, facts=CaseFacts(diagnosed_at=at))
    facts = replace(case.facts, diagnosed_at=at - hours(10))
    actions.correct(by=officer, at=at, case_id=case.pk, facts=facts, reason="giờ trên phiếu")
    assert queries.get(by=officer, case_id=case.pk).notify_due_at == at + hours(14)


def test_the_same_key_records_once(officer: Actor, at: datetime) -> None:
    key, who = str(new_id()), person()
    cases = [actions.record.once(key, by=officer, at=at, person_id=who.pk, disease="covid19") for _ in range(2)]
    assert cases[0].pk == cases[1].pk
    assert Case.objects.count() == 1


def test_sources_make_no_circle(officer: Actor, at: datetime) -> None:
    a, b, c = (record(officer, at) for _ in range(3))
    actions.name_source(by=officer, at=at, case_id=b.pk, source_case_id=a.pk, setting="chợ")
    actions.name_source(by=officer, at=at, case_id=c.pk, source_case_id=b.pk)
    with pytest.raises(Refused, match="đã là nguồn lây"):
        actions.name_source(by=officer, at=at, case_id=a.pk, source_case_id=c.pk)
    with pytest.raises(Refused, match="chính mình"):
        actions.name_source(by=officer, at=at, case_id=a.pk, source_case_id=a.pk)
    other = record(officer, at, disease="dengue")
    with pytest.raises(Refused, match="cùng một bệnh"):
        actions.name_source(by=officer, at=at, case_id=c.pk, source_case_id=other.pk)
    assert [x.pk for x in queries.secondary_cases(by=officer, case_id=a.pk)] == [b.pk]


def test_a_new_main_source_replaces_the_old_and_removal_falls_back(officer: Actor, at: datetime) -> None:
    a, b, c = (record(officer, at) for _ in range(3))
    actions.name_source(by=officer, at=at, case_id=c.pk, source_case_id=a.pk, setting="chợ")
    actions.name_source(by=officer, at=at, case_id=c.pk, source_case_id=b.pk, setting="nhà")
    c.refresh_from_db()
    assert (c.source_case_id, c.source_setting) == (b.pk, "nhà")
    actions.unname_source(by=officer, at=at, case_id=c.pk, source_case_id=b.pk, reason="không gặp")
    c.refresh_from_db()
    assert (c.source_case_id, c.source_setting) == (a.pk, "chợ")


def rows(count: int, **facts: Any) -> list[CaseRow]:
    return [
        CaseRow(person_id=person(f"Người {n}").pk, disease="mers", external_id=f"SK_{n}", facts=CaseFacts(**facts))
        for n in range(count)
    ]


def test_a_batch_is_written_once_with_one_audit_row(officer: Actor, at: datetime) -> None:
    batch = rows(30, diagnosed_at=datetime(2015, 5, 20, tzinfo=at.tzinfo))
    first = actions.record_many(by=officer, at=at, rows=batch, source="mers.csv")
    assert first.created == 30
    again = actions.record_many(by=officer, at=at, rows=batch, source="mers.csv")
    assert again.created == 0
    assert again.ids == first.ids
    codes = set(Case.objects.values_list("code", flat=True))
    assert codes == {f"MER-2015-{n:06d}" for n in range(1, 31)}
    row = AuditEntry.objects.filter(action="cases.record_many").earliest("id")
    assert row.detail["created"] == 30
    assert set(row.detail["ids"]) == {str(one) for one in first.ids}


def test_a_batch_with_an_impossible_row_names_it_and_writes_nothing(officer: Actor, at: datetime) -> None:
    batch = [*rows(2), CaseRow(person_id=new_id(), disease="mers", external_id="SK_99")]
    with pytest.raises(Refused, match="Dòng 3"):
        actions.record_many(by=officer, at=at, rows=batch, source="mers.csv")
    assert not Case.objects.exists()


def test_a_batch_cannot_be_written_into_another_district(officer: Actor, at: datetime) -> None:
    row = CaseRow(person_id=person().pk, disease="mers", external_id="1", area_path=OTHER_DISTRICT)
    with pytest.raises(NotYours):
        actions.record_many(by=officer, at=at, rows=[row], source="x")


def test_links_in_bulk_keep_the_first_as_main_and_report_circles(officer: Actor, at: datetime) -> None:
    ids = actions.record_many(by=officer, at=at, rows=rows(4), source="mers.csv").ids
    links = [
        SourceRow(ids[1], ids[0], "phòng bệnh"), SourceRow(ids[2], ids[0]), SourceRow(ids[2], ids[1]),
        SourceRow(ids[0], ids[2]), SourceRow(ids[3], ids[3]), SourceRow(new_id(), ids[0]),
    ]  # fmt: skip
    result = actions.name_sources_many(by=officer, at=at, rows=links)
    assert result.created == 3
    assert [p.index for p in result.problems] == [3, 4, 5]
    assert Case.objects.get(pk=ids[2]).source_case_id == ids[0]
    assert TransmissionLink.objects.filter(case=ids[2]).count() == 2
    assert actions.name_sources_many(by=officer, at=at, rows=links).created == 0


def test_clusters_take_cases_of_their_disease(officer: Actor, at: datetime) -> None:
    a, dengue = record(officer, at), record(officer, at, disease="dengue")
    cluster = actions.open_cluster(
        by=officer, at=at, name="Chợ Bù Gia Mập", disease="covid19", area_path=COMMUNE, opened_on=date(2021, 8, 16)
    )
    assert actions.put_in_cluster(by=officer, at=at, cluster_id=cluster.pk, case_ids=[a.pk]) == 1
    with pytest.raises(Refused, match="cùng một bệnh"):
        actions.put_in_cluster(by=officer, at=at, cluster_id=cluster.pk, case_ids=[dengue.pk])
    actions.close_cluster(by=officer, at=at, cluster_id=cluster.pk, closed_on=date(2021, 9, 16))
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.put_in_cluster(by=officer, at=at, cluster_id=cluster.pk, case_ids=[a.pk])
    assert actions.take_out(by=officer, at=at, case_id=a.pk).cluster_id is None


@pytest.mark.django_db(transaction=True)
def test_codes_are_unique_when_many_record_at_once(officer: Actor, at: datetime) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database in a file or PostgreSQL; SQLite's one writer is taken at the start anyway")
    people = [person(f"Người {n}") for n in range(24)]
    failures: list[BaseException] = []

    def work(mine: list[Any]) -> None:
        try:
            for one in mine:
                record(officer, at, person_id=one.pk)
        except BaseException as no:
            failures.append(no)
        finally:
            connection.close()

    in_threads(work, [people[n::4] for n in range(4)])
    assert failures == []
    assert set(Case.objects.values_list("code", flat=True)) == {f"CV-2021-{n:06d}" for n in range(1, 25)}


def in_threads(work: Callable[[list[Any]], None], shares: list[list[Any]]) -> None:
    threads = [Thread(target=work, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_days_and_hours_are_vietnamese(at: datetime) -> None:
    assert rules.local_day(at - timedelta(hours=8)) == date(2021, 8, 16)
