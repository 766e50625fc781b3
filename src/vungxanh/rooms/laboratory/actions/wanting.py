"""People become wanted for a sample, and are so no longer."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.bulk import insert
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Sample, Tube, Wanted

COLUMNS = (
    "id", "person_id", "disease", "area_path", "campaign_id", "reason", "due_on", "state", "pool_id", "sample_id", "note",
    "created_at",
)  # fmt: skip
_WAITING = rules.WantedState.WAITING


def waiting(persons: Iterable[UUID], disease: str) -> set[UUID]:
    """Those of them already on a list."""
    rows = Wanted.objects.filter(state=_WAITING, disease=disease, person__pk__among=set(persons))
    return set(rows.values_list("person_id", flat=True))


def want(
    people: Iterable[rules.Candidate],
    *,
    disease: str,
    reason: rules.Reason,
    at: datetime,
    campaign_id: UUID | None = None,
    pool_id: UUID | None = None,
) -> int:
    """Put people on the list who are not on one for this disease yet; how many."""
    every = {one.person_id: one for one in people}
    there = waiting(every, disease)
    fresh = [one for one in every.values() if one.person_id not in there]
    insert(Wanted, COLUMNS, [
        (new_id(), one.person_id, disease, one.area_path, campaign_id, reason.value, one.due_on, _WAITING.value, pool_id, None,
         one.note[:200], at)
        for one in fresh
    ])  # fmt: skip
    return len(fresh)


def want_again(tube: Tube, samples: Sequence[Sample], at: datetime, note: str = "") -> int:
    """The persons of a tube are to be sampled alone."""
    on = timezone.localdate(at)
    people = [rules.Candidate(one.person_id, one.area_path, on, note) for one in samples]
    return want(people, disease=tube.disease, reason=rules.Reason.RETEST, at=at, pool_id=tube.pk)


def want_no_more(tubes: Iterable[Tube]) -> int:
    """What these tubes asked for and nobody did yet is not needed any more."""
    rows = Wanted.objects.filter(pool__in=list(tubes), state=_WAITING)
    return rows.update(state=rules.WantedState.DROPPED, note="kết quả mẫu gộp đã sửa")
