"""Reading samples and tests, as far as ``by`` may see."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from vungxanh.common.access import seen
from vungxanh.common.among import Keyed
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory.models import LabTest, Sample, Wanted
from vungxanh.rooms.people import queries as people

PART = 900
SHOWN = 50


def visible(by: Actor) -> QuerySet[Sample]:
    """The samples ``by`` may see, in no order."""
    return Sample.objects.filter(seen(by, Permission.SAMPLE_SEE))


def get(*, by: Actor, sample_id: UUID) -> Sample:
    """One sample with its case; NotYours when there is none he may see."""
    found = visible(by).select_related("case", "tube", "retest").filter(pk=sample_id).first()
    if found is None:
        raise NotYours("Không có mẫu này, hoặc không thuộc địa bàn của bạn.")
    return found


def get_test(*, by: Actor, test_id: UUID) -> LabTest:
    """One test with its sample; NotYours when there is none he may see."""
    own = Q(sample__in=visible(by)) | Q(tube__samples__in=visible(by))
    found = LabTest.objects.select_related("sample", "tube").filter(own, pk=test_id).first()
    if found is None:
        raise NotYours("Không có lượt xét nghiệm này, hoặc không thuộc địa bàn của bạn.")
    return found


def tests_of(*, by: Actor, sample_ids: Iterable[UUID]) -> dict[UUID, list[LabTest]]:
    """The tests of some samples and of the pools they are in, in the order they were told; replaced ones too."""
    mine = dict(visible(by).filter(pk__in=list(sample_ids)).values_list("pk", "tube_id"))
    rows = LabTest.objects.filter(Q(sample__in=mine) | Q(tube__in={tube for tube in mine.values() if tube}))
    by_sample: dict[UUID | None, list[LabTest]] = {}
    by_tube: dict[UUID | None, list[LabTest]] = {}
    for test in rows.select_related("replaced_by").order_by("id"):
        (by_sample if test.sample_id else by_tube).setdefault(test.sample_id or test.tube_id, []).append(test)
    found = {pk: [*by_tube.get(tube, ()), *by_sample.get(pk, ())] for pk, tube in mine.items()}
    return {pk: tests for pk, tests in found.items() if tests}


def of_case(*, by: Actor, case_id: UUID, person_id: UUID, disease: str) -> list[Sample]:
    """The last samples for a case: named by it, or of its person for its disease; the newest first."""
    rows = visible(by).filter(Q(case=case_id) | Q(case=None, person=person_id, disease=disease))
    return list(rows.order_by("-collected_at", "-id")[:SHOWN])


def with_words(rows: QuerySet[Sample], text: str) -> QuerySet[Sample]:
    """Of samples he may see, by the beginning of the code, or by words of the name of somebody who was sampled."""
    sampled = people.visible(system()).filter(Exists(Sample.objects.filter(person=OuterRef("pk"))))
    found = people.like(sampled, text)
    return rows.filter(Q(code__istartswith=text.strip()) | Q(person__in=list(found.values_list("pk", flat=True))))


def known(*, by: Actor, source: str, external_ids: Iterable[str]) -> dict[str, Sample]:
    """Samples brought in before from ``source``, by their key there."""
    keys, found = sorted(set(external_ids)), {}
    for start in range(0, len(keys), PART):
        rows = visible(by).filter(Keyed("external_id"), source=source, external_id__in=keys[start : start + PART])
        found.update({sample.external_id: sample for sample in rows})
    return found


def merges_to_follow(*, by: Actor) -> list[UUID]:
    """Merges of people whose samples still name the record merged away; for the listener that re-points them."""
    samples = people.still_pointed_at(Sample.objects.order_by().values("person"))
    wanted = people.still_pointed_at(Wanted.objects.order_by().values("person"))
    return list({*samples.values_list("pk", flat=True), *wanted.values_list("pk", flat=True)})


def sampled_today(*, person_id: UUID, disease: str, at: datetime) -> Sample | None:
    """His last sample of the day for a disease, in whatever area; guards against the wrong person, shows nothing."""
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Sample.objects.filter(person=person_id, disease=disease, collected_at__gte=start)
    return rows.order_by("-collected_at").first()


def sampled_on(*, person_ids: Iterable[UUID], disease: str, day: datetime) -> set[UUID]:
    """Those sampled for a disease on the day of a moment or later, in whatever area; shows nothing of them."""
    start = timezone.localtime(day).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Sample.objects.filter(person__pk__among=set(person_ids), disease=disease, collected_at__gte=start)
    return set(rows.values_list("person_id", flat=True))


def open_cases(*, person_ids: Iterable[UUID], disease: str) -> dict[UUID, UUID]:
    """The cases of the disease that have not ended, by person."""
    rows = cases.visible(system()).filter(person__pk__among=set(person_ids), disease=disease, status__in=cases.LIVE)
    return dict(rows.exclude(outcome__in=("recovered", "died")).order_by("-created_at").values_list("person_id", "pk"))


def open_case(*, person_id: UUID, disease: str) -> UUID | None:
    """His case of the disease that has not ended, so that a sample of a patient belongs to it."""
    rows = cases.visible(system()).filter(person=person_id, disease=disease, status__in=cases.LIVE)
    return rows.exclude(outcome__in=("recovered", "died")).values_list("pk", flat=True).first()


def last_sampled(*, person_ids: Iterable[UUID], disease: str) -> dict[UUID, datetime]:
    """When each of some people last gave a sample for a disease, for rooms that reckon whose turn it is; the others are
    left out."""
    rows = Sample.objects.filter(person__pk__among=set(person_ids), disease=disease).order_by()
    return dict(rows.values_list("person_id").annotate(last=Max("collected_at")))


def newest_results(*, by: Actor, person_ids: Iterable[UUID], disease: str) -> dict[UUID, str]:
    """What the newest sample of each person says; who was never sampled is left out."""
    wanted, found = list(person_ids), {}
    for n in range(0, len(wanted), PART):
        rows = visible(by).filter(person_id__in=wanted[n : n + PART], disease=disease).order_by("collected_at", "id")
        found.update(dict(rows.values_list("person_id", "result")))
    return found
