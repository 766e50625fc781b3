"""Two records of one person become one, and two again. Both stay in the database with their histories."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, changed, current, note, plain
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import mask_name
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.actions.correcting import rekey
from vungxanh.rooms.people.events import MergeUndone, PersonsMerged, PersonsWritten
from vungxanh.rooms.people.models import Merge, MovedRow, Person, PossibleDuplicate

State = rules.PairState
_HIDDEN = {"citizen_id", "phone", "address", "former_names"}
_SILENT = {"name_folded", "name_reversed", "name_ends", "citizen_hash", "citizen_digits", "phone_hash"}


@action(needs=Permission.PERSON_MERGE)
def merge(*, by: Actor, at: datetime, survivor_id: UUID, away_id: UUID, take: Sequence[str] = ()) -> Merge:
    """``away`` is the same person as ``survivor``, who stays; ``take`` names what is right in the other (``TAKEN``).

    Rows of other rooms follow by ``PersonsMerged``. Needs the right in both areas; Refused when one was merged before.
    """
    survivor, away = _both(by, survivor_id, away_id)
    if unknown := set(take) - rules.TAKEN.keys():
        raise Refused(_("Không có thông tin này để chọn: %(what)s.") % {"what": ", ".join(sorted(unknown))})
    values = {column: getattr(away, column) for name in take for column in rules.TAKEN[name]}
    if away.full_name != survivor.full_name:
        kept = survivor.full_name if "full_name" in take else away.full_name
        values["former_names"] = "\n".join(filter(None, [survivor.former_names, kept]))
    before = {column: [plain(getattr(survivor, column)), plain(value)] for column, value in values.items()}
    made = Merge.objects.create(
        survivor=survivor, away=away, at=at, by_name=by.name[:120], taken=",".join(sorted(take)),
        before=json.dumps(before),
    )  # fmt: skip
    _write(survivor, values)
    away.merged_into = survivor
    away.save(update_fields=["merged_into"])
    _inherit(made)
    about(survivor)
    note(merge=str(made.pk), away=str(away.pk))
    tell(PersonsMerged(made.pk, survivor.pk, away.pk))
    tell(PersonsWritten((survivor.pk,)))
    return made


@action(needs=Permission.PERSON_MERGE)
def undo_merge(*, by: Actor, at: datetime, merge_id: UUID) -> Merge:
    """They are two after all: fields go back unless corrected since, rows of other rooms by ``MergeUndone``.

    Needs the right in both areas; Refused when undone before, or when the survivor was merged on since.
    """
    queries.merge(by, merge_id)
    made = Merge.objects.select_for_update().get(pk=merge_id)
    if made.undone_at is not None:
        raise Refused(_("Lần gộp này đã được hoàn tác."))
    people = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=(made.survivor_id, made.away_id))}
    survivor, away = people[made.survivor_id], people[made.away_id]
    if survivor.merged_into_id is not None:
        raise Refused(_("Hồ sơ còn lại sau đó đã được gộp tiếp. Hãy hoàn tác lần gộp sau trước."))
    columns = {field.attname: field for field in Person._meta.concrete_fields}
    stored = json.loads(made.before or "{}")
    back = {c: columns[c].to_python(old) for c, (old, new) in stored.items() if plain(getattr(survivor, c)) == new}
    _write(survivor, back)
    away.merged_into = None
    away.save(update_fields=["merged_into"])
    made.undone_at = at
    made.save(update_fields=["undone_at"])
    _disinherit(made)
    about(survivor)
    note(merge=str(made.pk), away=str(away.pk), kept=sorted(stored.keys() - back.keys()))
    tell(MergeUndone(made.pk, survivor.pk, away.pk))
    tell(PersonsWritten((survivor.pk, away.pk)))
    return made


def remember_moved(merge_id: UUID, kind: str, row_ids: Iterable[UUID]) -> None:
    """An upper room re-pointed these rows because of a merge; ``kind`` such as ``cases.case.person``.

    Only inside an action of that room; RuntimeError otherwise.
    """
    current()
    rows = [MovedRow(merge_id=merge_id, kind=kind, row_id=pk) for pk in row_ids]
    MovedRow.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def forget_moved(merge_id: UUID, kinds: Iterable[str]) -> None:
    """They were put back. Only inside an action."""
    current()
    MovedRow.objects.filter(merge=merge_id, kind__in=list(kinds)).delete()


def _both(by: Actor, survivor_id: UUID, away_id: UUID) -> tuple[Person, Person]:
    if survivor_id == away_id:
        raise Refused(_("Đây là cùng một hồ sơ."))
    rows = Person.objects.select_for_update().filter(pk__in=(survivor_id, away_id)).order_by("pk")
    people = {person.pk: person for person in rows}
    for pk in (survivor_id, away_id):
        if pk not in people or not by.may(Permission.PERSON_MERGE, people[pk].area_path):
            raise NotYours(_("Không tìm thấy người này, hoặc người này ngoài địa bàn của bạn."))
        if people[pk].merged_into_id is not None:
            raise Refused(_("Một trong hai hồ sơ đã được gộp. Hãy tải lại trang."))
    return people[survivor_id], people[away_id]


def _write(person: Person, values: dict[str, Any]) -> None:
    said: dict[str, tuple[Any, Any]] = {}
    for column, value in values.items():
        old = getattr(person, column)
        if old != value and column not in _SILENT:
            said[column] = _told(column, old, value)
        setattr(person, column, value)
    changed(person, said)
    if values:
        person.save(update_fields=[c.removesuffix("_id") if c == "household_id" else c for c in values])
    rekey(person)


def _told(column: str, old: Any, new: Any) -> tuple[Any, Any]:
    if column == "full_name":
        return mask_name(old), mask_name(new) + " •"
    if column in _HIDDEN:
        return "•" if old else "", "• •" if new else None
    return old, new


def _inherit(made: Merge) -> None:
    """Undecided pairs of the one merged away become the survivor's; so does what was decided of them."""
    survivor, away = made.survivor_id, made.away_id
    touching = PossibleDuplicate.objects.filter(Q(a=away) | Q(b=away)).select_related("a", "b")
    for pair in touching.filter(state__in=[State.OPEN, State.DIFFERENT]):
        other = pair.b if pair.a_id == away else pair.a
        if other.pk != survivor:
            _hand_over(pair, other, made)
        if other.pk == survivor or pair.state == State.OPEN:
            pair.state, pair.closed_by = State.SAME if other.pk == survivor else State.GONE, made
            pair.save(update_fields=["state", "closed_by"])


def _hand_over(pair: PossibleDuplicate, other: Person, made: Merge) -> None:
    a, b = (made.survivor, other) if rules.order(made.survivor_id, other.pk) else (other, made.survivor)
    known = PossibleDuplicate.objects.filter(a=a, b=b).first()
    if known is None:
        PossibleDuplicate.objects.create(
            id=new_id(), a=a, b=b, a_area=a.area_path, b_area=b.area_path, score=pair.score, levels=pair.levels,
            rarity=pair.rarity, place_rarity=pair.place_rarity, state=pair.state, found_at=made.at, made_by=made,
        )  # fmt: skip
    elif pair.state == State.DIFFERENT and known.state == State.OPEN:
        known.state, known.closed_by = State.DIFFERENT, made
        known.save(update_fields=["state", "closed_by"])


def _disinherit(made: Merge) -> None:
    PossibleDuplicate.objects.filter(made_by=made, decided_at=None).delete()
    PossibleDuplicate.objects.filter(made_by=made).update(made_by=None)
    closed = PossibleDuplicate.objects.filter(closed_by=made)
    closed.filter(decided_at=None).update(state=State.OPEN, closed_by=None)
    closed.update(state=State.DIFFERENT, closed_by=None)  # the rest: what somebody had decided stands again
