"""People become wanted for a sample, and are so no longer."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.bulk import insert, update
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Sample, Tube, Wanted

COLUMNS = (
    "id", "person_id", "disease", "area_path", "campaign_id", "reason", "due_on", "state", "pool_id", "sample_id", "note",
    "visits", "created_at",
)  # fmt: skip
_WAITING = rules.WantedState.WAITING


def waiting(persons: Iterable[UUID], disease: str) -> set[UUID]:
    """Those of them already on a list."""
    rows = Wanted.objects.filter(state=_WAITING, disease=disease, person__pk__among=set(persons))
    return set(rows.values_list("person_id", flat=True))


def waiting_rows(persons: set[UUID], disease: str) -> list[tuple[UUID, UUID, UUID | None]]:
    """(key, person, the pool that asked for him) of those of them on a list."""
    rows = Wanted.objects.filter(state=_WAITING, disease=disease, person__pk__among=persons)
    return list(rows.values_list("pk", "person_id", "pool_id"))


_AGAIN = (_WAITING, rules.WantedState.ABSENT, rules.WantedState.REFUSED)


def due_row(person_id: UUID, disease: str) -> Wanted | None:
    """His row of a list that a sample answers: one that waits, else the last where he was away or refused."""
    rows = Wanted.objects.filter(person=person_id, disease=disease, state__in=_AGAIN)
    return rows.exclude(campaign__closed_at__isnull=False, state__in=_AGAIN[1:]).order_by("-state", "-id").first()


def answered(samples: Iterable[tuple[UUID, UUID, datetime]], disease: str) -> None:
    """These (person, sample, when) were taken: whoever was put on a list that day or before waits no more."""
    taken = {person: (pk, timezone.localdate(when)) for person, pk, when in samples}
    rows = Wanted.objects.filter(state=_WAITING, disease=disease, person__pk__among=set(taken)) if taken else ()
    update(Wanted, ("state", "sample_id"), [
        (one.pk, "sampled", taken[one.person_id][0]) for one in rows
        if taken[one.person_id][1] >= timezone.localdate(one.created_at)
    ])  # fmt: skip


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
         one.note[:200], 0, at)
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
