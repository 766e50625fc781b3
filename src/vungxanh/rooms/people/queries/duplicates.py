"""The queue of possible duplicates, and what was merged. A pair is seen by those who may merge in both areas."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Merge, MovedRow, Person, PossibleDuplicate

MOST_COUNTED = 1000


def pairs(by: Actor) -> QuerySet[PossibleDuplicate]:
    """Pairs ``by`` may decide, unordered."""
    mine = seen(by, Permission.PERSON_MERGE, "a_area") & seen(by, Permission.PERSON_MERGE, "b_area")
    return PossibleDuplicate.objects.filter(mine)


def waiting(by: Actor) -> QuerySet[PossibleDuplicate]:
    """Undecided pairs, those put off last, then the surest first."""
    return pairs(by).filter(state=rules.PairState.OPEN).order_by("put_off", "-score", "id")


def count_waiting(by: Actor, most: int = MOST_COUNTED) -> int:
    """How many, up to ``most``."""
    return waiting(by).order_by()[:most].count()


def pair(by: Actor, pair_id: UUID) -> PossibleDuplicate:
    """One pair with both persons; NotYours outside the areas where ``by`` may merge."""
    found = pairs(by).select_related("a__household", "b__household").filter(pk=pair_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy cặp này, hoặc một trong hai người ngoài địa bàn của bạn."))
    return found


def pair_of(by: Actor, one: UUID, other: UUID) -> PossibleDuplicate | None:
    """The pair of two persons, if it was ever found."""
    a, b = (one, other) if rules.order(one, other) else (other, one)
    return pairs(by).filter(a=a, b=b).first()


def merge(by: Actor, merge_id: UUID) -> Merge:
    """One merge; NotYours outside the areas where ``by`` may merge."""
    found = _merges(by).select_related("survivor", "away").filter(pk=merge_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy lần gộp này, hoặc ngoài địa bàn của bạn."))
    return found


def merges_of(by: Actor, person_id: UUID) -> list[Merge]:
    """Merges in force into this person, that ``by`` may undo, the newest first."""
    found = _merges(by).filter(survivor=person_id, undone_at=None).select_related("away")
    return list(found.order_by("-at", "-id"))


def _merges(by: Actor) -> QuerySet[Merge]:
    ends = [seen(by, Permission.PERSON_MERGE, f"{end}__area_path") for end in ("survivor", "away")]
    return Merge.objects.filter(*ends)


def latest_merges(by: Actor, limit: int = 20) -> list[Merge]:
    """Merges in force that ``by`` may undo, the newest first."""
    return list(_merges(by).filter(undone_at=None).select_related("survivor", "away").order_by("-at", "-id")[:limit])


def survivor_of(person_id: UUID) -> UUID:
    """The record that speaks for this person now: himself, unless he was merged."""
    for _step in range(50):
        into = Person.objects.filter(pk=person_id).values_list("merged_into", flat=True).first()
        if into is None:
            return person_id
        person_id = into
    raise RuntimeError("merged in a circle")


def merge_in_force(merge_id: UUID, *, lock: bool = False) -> Merge | None:
    """The merge, for a listener that is to follow it; None when it was undone since. Inside an action ``lock`` it."""
    rows = Merge.objects.select_for_update() if lock else Merge.objects.all()
    return rows.filter(pk=merge_id, undone_at=None).first()


def moved(merge_id: UUID, kinds: tuple[str, ...]) -> dict[str, list[UUID]]:
    """Rows of other rooms that this merge re-pointed, by kind."""
    found: dict[str, list[UUID]] = {kind: [] for kind in kinds}
    for kind, row in MovedRow.objects.filter(merge=merge_id, kind__in=kinds).values_list("kind", "row_id"):
        found[kind].append(row)
    return found


def moved_like(merge_id: UUID, prefix: str) -> dict[str, list[UUID]]:
    """The same for every kind that begins with ``prefix``."""
    found: dict[str, list[UUID]] = {}
    for kind, row in MovedRow.objects.filter(merge=merge_id, kind__startswith=prefix).values_list("kind", "row_id"):
        found.setdefault(kind, []).append(row)
    return found


def still_pointed_at(column: Any) -> QuerySet[Merge]:
    """Merges in force whose merged-away person is still named by ``column`` (a queryset of person ids)."""
    return Merge.objects.filter(Q(undone_at=None) & Q(away__in=column))
