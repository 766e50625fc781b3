"""Samples and results, with a database."""

from datetime import datetime, timedelta

import pytest

from vungxanh.common.models import OutboxMessage
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.laboratory import actions, queries
from vungxanh.rooms.laboratory.models import LabTest, Sample
from vungxanh.rooms.laboratory.rules import Method, Result, ResultFacts, SampleFacts, SampleRow
from vungxanh.rooms.people import actions as people
from vungxanh.testing import COMMUNE, actor, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
HOUR = timedelta(hours=1)
POSITIVE = ResultFacts(result=Result.POSITIVE, ct=21.5)


@pytest.fixture
def case(areas: None, officer: Actor, at: datetime) -> Case:
    return cases.record(
        by=officer, at=at, person_id=person("Lò Thị Páo").pk, disease="covid19", facts=cases.CaseFacts(), code="BN-1"
    )


@pytest.fixture
def sample(case: Case, officer: Actor, at: datetime) -> Sample:
    return actions.record(
        by=officer, at=at, case_id=case.pk, sample=SampleFacts(collected_at=at - HOUR, code=" T 1 ", laboratory="CDC")
    )


def test_a_sample_of_a_case_waits_for_its_result(sample: Sample, case: Case, officer: Actor, at: datetime) -> None:
    assert (sample.person_id, sample.disease, sample.area_path) == (case.person_id, "covid19", case.area_path)
    assert (sample.code, sample.result) == ("T 1", "pending")
    test = actions.report(by=officer, at=at, sample_id=sample.pk, test=POSITIVE)
    sample.refresh_from_db()
    assert (sample.result, sample.resulted_at, test.laboratory) == ("positive", at, "CDC")
    assert OutboxMessage.objects.filter(listener__contains="laboratory.listeners.results_reported").count() == 1


def test_a_tube_has_one_code(sample: Sample, case: Case, officer: Actor, at: datetime) -> None:
    with pytest.raises(Refused, match="đã dùng") as no:
        actions.record(by=officer, at=at, case_id=case.pk, sample=SampleFacts(collected_at=at, code="T 1"))
    assert no.value.field == "code"


def test_a_wrong_result_is_replaced_and_stays_in_the_history(sample: Sample, officer: Actor, at: datetime) -> None:
    wrong = actions.report(by=officer, at=at, sample_id=sample.pk, test=POSITIVE)
    right = ResultFacts(result=Result.NEGATIVE)
    with pytest.raises(Refused, match="lý do"):
        actions.correct(by=officer, at=at, test_id=wrong.pk, test=right, reason=" ")
    actions.correct(by=officer, at=at + HOUR, test_id=wrong.pk, test=right, reason="Nhầm ống")
    sample.refresh_from_db()
    assert sample.result == "negative"
    told = queries.tests_of(by=officer, sample_ids=[sample.pk])[sample.pk]
    assert [(t.result, hasattr(t, "replaced_by")) for t in told] == [("positive", True), ("negative", False)]
    with pytest.raises(Refused, match="đã được sửa"):
        actions.correct(by=officer, at=at, test_id=wrong.pk, test=right, reason="lần nữa")


def test_a_batch_goes_in_once_and_a_later_file_brings_results(case: Case, officer: Actor, at: datetime) -> None:
    def row(key: str, test: ResultFacts | None = None, **facts: datetime) -> SampleRow:
        return SampleRow(
            person_id=case.person_id, disease="covid19", external_id=key, area_path=COMMUNE, case_id=case.pk,
            sample=SampleFacts(**{"collected_at": at - 3 * HOUR} | facts), test=test,
        )  # fmt: skip

    twice = [row("a", ResultFacts(method=Method.ANTIGEN, result=Result.NEGATIVE)), row("a", POSITIVE), row("b")]
    late = row("c", collected_at=at + HOUR)
    given = {"by": officer, "at": at, "source": "viện"}
    first = actions.record_many(**given, rows=[*twice, late])
    assert (first.created, first.known, first.tested) == (2, 1, 2)
    assert [(p.index, p.field) for p in first.problems] == [(3, "collected_at")]
    again = actions.record_many(**given, rows=[*twice, row("b", POSITIVE)])
    assert (again.created, again.tested) == (0, 1)
    assert actions.record_many(**given, rows=[row("b", POSITIVE)]).tested == 0, "told twice, written once"
    assert dict(Sample.objects.values_list("external_id", "result")) == {"a": "positive", "b": "positive"}
    assert LabTest.objects.count() == 3


def test_outside_ones_area_there_is_nothing(sample: Sample, at: datetime) -> None:
    other = actor(Permission.SAMPLE_SEE, Permission.SAMPLE_RECORD, area="3/70/689/")
    assert not queries.visible(other).exists()
    with pytest.raises(NotYours):
        actions.report(by=other, at=at, sample_id=sample.pk, test=POSITIVE)
    row = SampleRow(
        person_id=sample.person_id, disease="covid19", external_id="x", area_path=COMMUNE,
        sample=SampleFacts(collected_at=at - HOUR),
    )  # fmt: skip
    with pytest.raises(Refused):
        actions.record_many(by=other, at=at, rows=[row], source="x")


def test_samples_follow_a_merge_and_its_undoing(sample: Sample, officer: Actor, at: datetime) -> None:
    survivor = person("Lò Thị Páo")
    made = people.merge(by=system(), at=at, survivor_id=survivor.pk, away_id=sample.person_id)
    deliver_due()
    before, sample.person_id = sample.person_id, survivor.pk
    assert Sample.objects.get().person_id == survivor.pk
    people.undo_merge(by=system(), at=at, merge_id=made.pk)
    deliver_due()
    assert Sample.objects.get().person_id == before


def test_found_by_code_or_name(sample: Sample, officer: Actor) -> None:
    rows = queries.visible(officer)
    assert [list(queries.with_words(rows, text)) for text in ("t 1", "lo thi pao", "khac")] == [[sample], [sample], []]
