"""What results mean for cases: a positive opens one or confirms the one that is there, a pool holds, a correction undoes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import update
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import as_of, scope_of
from vungxanh.regulations.values import Subject
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.cases import queries as known_cases
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import LabTest, Sample

SOURCE = "laboratory"
_SURE = (rules.Method.PCR, rules.Method.CULTURE, rules.Method.SEQUENCING)
_OVER = (cases.Outcome.RECOVERED, cases.Outcome.DIED)
_OPEN = (cases.Status.SUSPECTED, cases.Status.PROBABLE)
_SPEAKS = Q(held=True) | Q(result=rules.Result.POSITIVE)
Key = tuple[UUID, str]
Cases = dict[Key, list[Any]]


@action(needs=Permission.SYSTEM)
def follow_results(*, by: Actor, at: datetime, sample_ids: Sequence[UUID]) -> int:
    """Cases for the positives and the held among these samples; how many were opened. Done again it changes nothing.

    A person has one case of an illness: an earlier one is linked, and confirmed when this test proves it. Antigen alone
    leaves it suspected: who is F1 or has symptoms, an officer says. A case that only such a result opened is discarded
    when the result turns out negative.
    """
    samples = list(Sample.objects.filter(pk__in=list(sample_ids)).order_by("collected_at", "pk"))
    there = _there(by, {sample.person_id for sample in samples})
    sure = _sure(samples)
    marked = [s for s in samples if s.held or s.result == rules.Result.POSITIVE]
    opened = _open(by, at, [s for s in marked if _case_of(s, there) is None], sure, there)
    if opened:
        there = _there(by, {sample.person_id for sample in samples})
    _link(marked, there)
    for sample in marked:
        case = _case_of(sample, there)
        if case is not None and sample.pk in sure and case.status in _OPEN:
            cases.confirm(by=by, at=at, case_id=case.pk, diagnosed_at=case.diagnosed_at or sample.resulted_at)
            case.status = cases.Status.CONFIRMED
    discarded = _discard(by, at, [s for s in samples if s.result == rules.Result.NEGATIVE], there)
    note(opened=opened, discarded=discarded, samples=len(samples))
    return opened


def _there(by: Actor, persons: set[UUID]) -> Cases:
    found: Cases = {}
    for case in known_cases.visible(by).filter(person__pk__among=persons).order_by("created_at", "pk"):
        found.setdefault((case.person_id, case.disease), []).append(case)
    return found


def _case_of(sample: Sample, there: Cases) -> Any:
    """The case this sample belongs to: the last one alive; one that ended long ago is another illness."""
    on = timezone.localdate(sample.collected_at)
    for case in reversed(there.get((sample.person_id, sample.disease), [])):
        if case.status == cases.Status.DISCARDED:
            continue
        if case.outcome not in _OVER:
            return case
        span = timedelta(days=_same_illness(sample))
        ended = case.outcome_date or (timezone.localdate(case.diagnosed_at) if case.diagnosed_at else None)
        if ended is None or on - ended <= span:
            return case
    return None


def _same_illness(sample: Sample) -> int:
    on = timezone.localdate(sample.collected_at)
    return as_of(Subject.SAMPLING, sample.disease, on, scope_of(sample.area_path)).value.same_illness_days


def _sure(samples: Sequence[Sample]) -> set[UUID]:
    """Those proved by a method that alone makes a confirmed case."""
    positive = {s.pk for s in samples if s.result == rules.Result.POSITIVE}
    own = LabTest.objects.filter(
        sample__pk__among=positive, replaced_by=None, result=rules.Result.POSITIVE, method__in=[m.value for m in _SURE]
    )
    found = set(own.values_list("sample_id", flat=True))
    by_retest = {s.retest_id: s.pk for s in samples if s.retest_id and s.pk in positive}
    retests = LabTest.objects.filter(
        sample__pk__among=set(by_retest),
        replaced_by=None,
        result=rules.Result.POSITIVE,
        method__in=[m.value for m in _SURE],
    )
    return {pk for pk in found if pk is not None} | {
        by_retest[pk] for pk in retests.values_list("sample_id", flat=True)
    }


def _open(by: Actor, at: datetime, samples: Sequence[Sample], sure: set[UUID], there: Cases) -> int:
    """One case a person, of his first sample that calls for it (a proven one before a held one)."""
    first: dict[Key, Sample] = {}
    for sample in sorted(samples, key=lambda s: (s.pk not in sure, s.collected_at)):
        first.setdefault((sample.person_id, sample.disease), sample)
    rows = [_row(sample, sample.pk in sure, len(there.get(key, []))) for key, sample in first.items()]
    if not rows:
        return 0
    return int(cases.record_many(by=by, at=at, rows=rows, source=SOURCE).created)


def _row(sample: Sample, sure: bool, earlier: int) -> cases.CaseRow:
    facts = cases.CaseFacts(
        sampled_at=sample.collected_at, diagnosed_at=sample.resulted_at if sure else None,
        detection=cases.Detection.SCREENING,
    )  # fmt: skip
    return cases.CaseRow(
        person_id=sample.person_id, disease=sample.disease, area_path=sample.area_path, facts=facts,
        status=cases.Status.CONFIRMED if sure else cases.Status.SUSPECTED,
        # one key a person, illness and turn: two workers at once open one case
        external_id=f"{sample.person_id}:{sample.disease}:{earlier}",
    )  # fmt: skip


def _link(samples: Sequence[Sample], there: Cases) -> None:
    rows = []
    for sample in samples:
        case = _case_of(sample, there)
        if case is not None and sample.case_id is None:
            sample.case_id = case.pk
            rows.append((sample.pk, case.pk))
    update(Sample, ("case_id",), rows)


def _discard(by: Actor, at: datetime, samples: Sequence[Sample], there: Cases) -> int:
    """Cases that stood on results alone and have none any more."""
    done = 0
    for case in {c.pk: c for s in samples if (c := _case_of(s, there)) is not None and c.source == SOURCE}.values():
        rest = Sample.objects.filter(person=case.person_id, disease=case.disease, collected_at__gte=case.sampled_at)
        if case.status == cases.Status.DISCARDED or rest.filter(_SPEAKS).exists():
            continue
        cases.discard(
            by=by, at=at, case_id=case.pk, reason="Kết quả xét nghiệm âm tính, không còn kết quả dương tính nào."
        )
        done += 1
    return done
