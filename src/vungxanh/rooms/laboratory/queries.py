"""Reading samples and tests, as far as ``by`` may see."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.laboratory.models import LabTest, Sample
from vungxanh.rooms.people import queries as people

PART = 900
SHOWN = 50


def visible(by: Actor) -> QuerySet[Sample]:
    """The samples ``by`` may see, in no order."""
    return Sample.objects.filter(seen(by, Permission.SAMPLE_SEE))


def get(*, by: Actor, sample_id: UUID) -> Sample:
    """One sample with its case; NotYours when there is none he may see."""
    found = visible(by).select_related("case").filter(pk=sample_id).first()
    if found is None:
        raise NotYours("Không có mẫu này, hoặc không thuộc địa bàn của bạn.")
    return found


def get_test(*, by: Actor, test_id: UUID) -> LabTest:
    """One test with its sample; NotYours when there is none he may see."""
    found = LabTest.objects.select_related("sample").filter(pk=test_id, sample__in=visible(by)).first()
    if found is None:
        raise NotYours("Không có lượt xét nghiệm này, hoặc không thuộc địa bàn của bạn.")
    return found


def tests_of(*, by: Actor, sample_ids: Iterable[UUID]) -> dict[UUID, list[LabTest]]:
    """The tests of some samples, in the order they were told; replaced ones too."""
    found: dict[UUID, list[LabTest]] = {}
    rows = LabTest.objects.filter(sample__in=visible(by).filter(pk__in=list(sample_ids)))
    for test in rows.select_related("replaced_by").order_by("id"):
        found.setdefault(test.sample_id, []).append(test)
    return found


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
        rows = visible(by).filter(source=source, external_id__in=keys[start : start + PART])
        found.update({sample.external_id: sample for sample in rows})
    return found


def merges_to_follow(*, by: Actor) -> list[UUID]:
    """Merges of people whose samples still name the record merged away; for the listener that re-points them."""
    return list(people.still_pointed_at(Sample.objects.order_by().values("person")).values_list("pk", flat=True))
