"""Possible duplicates are found and put in the queue; somebody decides, or puts off."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, changed, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.models import Person, PossibleDuplicate

State = rules.PairState
_FOUND = ["score", "levels", "rarity", "place_rarity", "a_area", "b_area"]


@action(needs=Permission.PERSON_MERGE)
def keep_alike(*, by: Actor, at: datetime, person_ids: Sequence[UUID], found: Sequence[queries.Alike]) -> int:
    """Put what ``queries.alike_pairs(person_ids)`` found in the queue; how many pairs are new.

    Looking is the caller's, before: it takes long, and this holds the database. A pair known keeps what was decided of
    it; an open one has its score renewed, and goes when it is not found any more. Pairs that are not wholly in areas
    where ``by`` may merge are left alone.
    """
    here = list(person_ids)
    found = [one for one in found if all(by.may(Permission.PERSON_MERGE, area) for area in (one.a_area, one.b_area))]
    known = _known(found)
    _renew(by, found, known, here)
    fresh = [one for one in found if (one.a, one.b) not in known]
    parted = _parted({pk for one in fresh for pk in (one.a, one.b)})
    made = [
        PossibleDuplicate(
            id=new_id(), a_id=one.a, b_id=one.b, a_area=one.a_area, b_area=one.b_area, score=one.score,
            levels=one.levels, rarity=one.rarity, place_rarity=one.place_rarity, found_at=at,
        )
        for one in fresh
        if (one.a, one.b) not in parted
    ]  # fmt: skip
    gone = _merged({pk for one in made for pk in (one.a_id, one.b_id)})
    made = [one for one in made if one.a_id not in gone and one.b_id not in gone]
    PossibleDuplicate.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    note(looked_at=len(here), found=len(made), pairs=[str(one.pk) for one in made])
    return len(made)


@action(needs=Permission.PERSON_MERGE)
def compare(*, by: Actor, at: datetime, person_id: UUID, other_id: UUID) -> PossibleDuplicate:
    """Somebody thinks that these two are one person: their pair, however unlike they are, to be decided."""
    one, other = queries.get(by, person_id), queries.get(by, other_id)
    for person in (one, other):
        by.check(Permission.PERSON_MERGE, person.area_path)
    if one.pk == other.pk:
        raise Refused(_("Đây là cùng một hồ sơ."), field="other")
    known = queries.pair_of(by, one.pk, other.pk)
    if known is None:
        found = queries.judged(one.pk, other.pk)
        known = PossibleDuplicate.objects.create(
            a_id=found.a, b_id=found.b, a_area=found.a_area, b_area=found.b_area, score=found.score,
            levels=found.levels, rarity=found.rarity, place_rarity=found.place_rarity, found_at=at, asked=True,
        )  # fmt: skip
    elif known.state != State.OPEN:
        decide(known, State.OPEN, by, at)
        PossibleDuplicate.objects.filter(pk=known.pk).update(decided_at=None, decided_by="", asked=True)
    about(known, area=known.a_area)
    return known


@action(needs=Permission.PERSON_MERGE)
def say_different(*, by: Actor, at: datetime, pair_id: UUID) -> PossibleDuplicate:
    """They are two people: never asked again."""
    pair = _open_pair(by, pair_id)
    decide(pair, State.DIFFERENT, by, at)
    return pair


@action(needs=Permission.PERSON_MERGE)
def put_off(*, by: Actor, at: datetime, pair_id: UUID) -> PossibleDuplicate:
    """Later: behind all others."""
    pair = _open_pair(by, pair_id)
    pair.put_off = min(pair.put_off + 1, 30_000)
    pair.save(update_fields=["put_off"])
    about(pair, area=pair.a_area)
    return pair


@action(needs=Permission.PERSON_MERGE)
def ask_again(*, by: Actor, at: datetime, pair_id: UUID) -> PossibleDuplicate:
    """Somebody was mistaken that they are two: back into the queue."""
    pair = queries.pair(by, pair_id)
    if pair.state != State.DIFFERENT:
        raise Refused(_("Cặp này không ở trạng thái «hai người khác nhau»."))
    decide(pair, State.OPEN, by, at)
    pair.decided_at, pair.decided_by = None, ""
    pair.save(update_fields=["decided_at", "decided_by"])
    return pair


def decide(pair: PossibleDuplicate, state: State, by: Actor, at: datetime) -> None:
    """Write a decision, and who took it; inside an action only."""
    changed(pair, {"state": (pair.state, state.value)})
    about(pair, area=pair.a_area)
    note(people=[str(pair.a_id), str(pair.b_id)])
    pair.state, pair.decided_at, pair.decided_by = state, at, by.name[:120]
    pair.save(update_fields=["state", "decided_at", "decided_by"])


def _open_pair(by: Actor, pair_id: UUID) -> PossibleDuplicate:
    pair = queries.pair(by, pair_id)
    if pair.state != State.OPEN:
        said = _(rules.PAIR_STATES[State(pair.state)])
        raise Refused(_("Cặp này đã được quyết: %(said)s.") % {"said": said})
    return pair


def _merged(ids: set[UUID]) -> set[UUID]:
    return set(Person.objects.filter(pk__in=ids).exclude(merged_into=None).values_list("pk", flat=True))


def _known(found: Iterable[queries.Alike]) -> dict[tuple[UUID, UUID], PossibleDuplicate]:
    firsts = sorted({one.a for one in found})
    known: dict[tuple[UUID, UUID], PossibleDuplicate] = {}
    for start in range(0, len(firsts), 2000):
        rows = PossibleDuplicate.objects.filter(a__in=firsts[start : start + 2000])
        known.update({(row.a_id, row.b_id): row for row in rows})
    return known


def _renew(
    by: Actor, found: Iterable[queries.Alike], known: dict[tuple[UUID, UUID], PossibleDuplicate], here: Sequence[UUID]
) -> None:
    again = {(one.a, one.b): one for one in found}
    moved = []
    for key, row in known.items():
        new = again.get(key)
        if new is not None and row.state == State.OPEN and any(getattr(row, f) != getattr(new, f) for f in _FOUND):
            for name in _FOUND:
                setattr(row, name, getattr(new, name))
            moved.append(row)
    PossibleDuplicate.objects.bulk_update(moved, _FOUND, batch_size=500)
    fallen = queries.pairs(by).filter(Q(a__in=here) | Q(b__in=here), state=State.OPEN, made_by=None, asked=False)
    lost = [(pk, a, b) for pk, a, b in fallen.values_list("pk", "a", "b") if (a, b) not in again]
    # Looked at once more: an undone merge may have opened a pair after ``found`` was looked for without it.
    still = {(one.a, one.b) for one in queries.alike_pairs({a for _pk, a, _b in lost})} if lost else set()
    gone = [pk for pk, a, b in lost if (a, b) not in still]
    for start in range(0, len(gone), 2000):
        PossibleDuplicate.objects.filter(pk__in=gone[start : start + 2000]).delete()


def _parted(ids: set[UUID]) -> set[tuple[UUID, UUID]]:
    """Pairs of survivors of whom somebody said of records merged into them: two people."""
    groups = {pk: {pk} for pk in ids}
    merged = Person.objects.filter(merged_into__in=ids).values_list("pk", "merged_into_id")
    for away, into in merged:
        assert into is not None
        groups[into].add(away)
    owner = {pk: owner for owner, members in groups.items() if len(members) > 1 for pk in members}
    if not owner:
        return set()
    rows = PossibleDuplicate.objects.filter(Q(a__in=owner) | Q(b__in=owner), state=State.DIFFERENT)
    parted = {(owner.get(a, a), owner.get(b, b)) for a, b in rows.values_list("a", "b")}
    return parted | {(b, a) for a, b in parted}
