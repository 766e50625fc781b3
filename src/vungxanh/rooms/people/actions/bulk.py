"""Many persons or households at once: few statements, one audit row a batch."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import insert
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id, new_ids
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.actions.correcting import correct
from vungxanh.rooms.people.actions.recording import identity
from vungxanh.rooms.people.actions.words import keep_words
from vungxanh.rooms.people.events import PersonsWritten
from vungxanh.rooms.people.models import Household, Person
from vungxanh.rooms.people.rules import HouseholdRow, PersonRow

_IDENTITY = (
    "full_name", "name_folded", "name_reversed", "name_ends", "citizen_id", "citizen_hash", "citizen_digits", "phone",
    "phone_hash", "address",
)  # fmt: skip
_REST = (
    "id", "sex", "birth_date", "birth_year", "area_path", "household_id", "hamlet", "occupation", "nationality",
    "vaccine_doses", "last_dose_date", "source", "external_id", "former_names", "created_at", "key_given", "key_family",
    "key_year", "key_home",
)  # fmt: skip
_FOLDED = _IDENTITY.index("name_folded")
TOLD_AT_ONCE = 2000


@action(needs=Permission.PERSON_RECORD)
def record_many(*, by: Actor, at: datetime, rows: Sequence[PersonRow], update: bool = False) -> list[UUID]:
    """Record persons; their ids in the order of ``rows``.

    A row whose (``source``, ``external_id``), or whose ``id``, is known gives that person's id; he is left as he is
    unless ``update``. Raises Refused, naming the row, when one cannot be recorded: then none is.
    """
    _check_areas(by, {row.area_path for row in rows})
    _check_homes(rows)
    old = _known(rows)
    ids: list[UUID] = []
    fresh: list[tuple[int, UUID]] = []
    taken: dict[Any, UUID] = {}
    spare = iter(new_ids(len(rows)))
    for number, row in enumerate(rows):
        key = _key(row)
        found = old.get(key) or taken.get(key) if key is not None else None
        if found is None:
            found = row.id or next(spare)
            fresh.append((number, found))
            if key is not None:
                taken[key] = found
        ids.append(found)
    folded: list[str] = []

    def people() -> Iterator[list[Any]]:  # made while the database takes those before
        for number, pk in fresh:
            person = _person(number, rows[number], pk, at)
            folded.append(person[_FOLDED])
            yield person

    insert(Person, (*_IDENTITY, *_REST), people())
    keep_words(folded)
    for start in range(0, len(fresh), TOLD_AT_ONCE):
        tell(PersonsWritten(tuple(pk for _n, pk in fresh[start : start + TOLD_AT_ONCE])))
    if update:
        for row in rows:
            if (key := _key(row)) in old:
                _update(by, at, old[key], row)
    note(recorded=len(fresh), known=len(rows) - len(fresh), ids=[str(pk) for _n, pk in fresh])
    return ids


@action(needs=Permission.PERSON_RECORD)
def record_households_many(*, by: Actor, at: datetime, rows: Sequence[HouseholdRow]) -> list[UUID]:
    """Record households; their ids in the order of ``rows``. One with the code of its area is given as it is."""
    _check_areas(by, {row.area_path for row in rows})
    found: dict[tuple[str, str], UUID] = {}
    for area in {row.area_path for row in rows if row.code}:
        known = Household.objects.filter(area_path=area).exclude(code="").values_list("code", "id")
        found.update({(area, code): pk for code, pk in known})
    given = {row.id for row in rows if row.id is not None}
    stored = set(Household.objects.filter(pk__among=given).values_list("id", flat=True)) if given else set()
    ids: list[UUID] = []
    fresh: list[tuple[Any, ...]] = []
    for row in rows:
        pk = found.get((row.area_path, row.code)) or row.id or new_id()
        if pk not in stored and (row.area_path, row.code) not in found:
            fresh.append((pk, row.code[:40], row.area_path, squeeze(row.hamlet)[:80], squeeze(row.address), at))
            stored.add(pk)
        if row.code:
            found[row.area_path, row.code] = pk
        ids.append(pk)
    insert(Household, ("id", "code", "area_path", "hamlet", "address", "created_at"), fresh)
    note(recorded=len(fresh), known=len(rows) - len(fresh), ids=[str(row[0]) for row in fresh])
    return ids


def _check_areas(by: Actor, areas: set[str]) -> None:
    for area in areas:
        if not area:
            raise Refused(_("Có dòng chưa có xã, phường nơi ở."), field="area_path")
        by.check(Permission.PERSON_RECORD, area)


def _check_homes(rows: Sequence[PersonRow]) -> None:
    wanted = {row.household_id for row in rows if row.household_id is not None}
    if not wanted:
        return
    where = dict(Household.objects.filter(pk__among=wanted).values_list("id", "area_path"))
    for number, row in enumerate(rows):
        if row.household_id is not None and where.get(row.household_id) != row.area_path:
            raise Refused(_("Dòng %(n)d: hộ này không ở xã, phường đã ghi.") % {"n": number + 1}, field="household_id")


def _key(row: PersonRow) -> Any:
    return (row.source, row.external_id) if row.external_id else row.id


def _known(rows: Sequence[PersonRow]) -> dict[Any, UUID]:
    found: dict[Any, UUID] = {}
    for source in {row.source for row in rows if row.external_id}:
        keys = [row.external_id for row in rows if row.source == source]
        found.update({(source, key): pk for key, pk in queries.known(source, keys).items()})
    given = {row.id for row in rows if row.id is not None and not row.external_id}
    stored = Person.objects.filter(pk__among=given).values_list("id", flat=True) if given else ()
    return found | {pk: pk for pk in stored}


def _person(number: int, row: PersonRow, pk: UUID, at: datetime) -> list[Any]:
    try:
        named = identity(full_name=row.full_name, citizen_id=row.citizen_id, phone=row.phone, address=row.address)
    except Refused as no:
        raise Refused(_("Dòng %(n)d: %(why)s") % {"n": number + 1, "why": no.sentence}, field=no.field) from None
    born = row.birth_date.year if row.birth_date else row.birth_year
    return [
        *named.values(),
        pk,
        str(row.sex) if row.sex in rules.SEXES else "U",
        row.birth_date,
        born,
        row.area_path,
        row.household_id,
        row.hamlet[:80],
        row.occupation[:80],
        row.nationality[:2],
        row.vaccine_doses,
        row.last_dose_date,
        row.source[:60],
        row.external_id[:80],
        "",
        at,
        *rules.match_keys(named["name_folded"], row.birth_date, born, row.area_path).values(),
    ]


def _update(by: Actor, at: datetime, person_id: UUID, row: PersonRow) -> None:
    """What the row says replaces what was known; what it leaves empty stays."""
    write: Callable[..., Any] = correct.function  # inside this act, so that the batch has one audit row
    write(
        by=by,
        at=at,
        person_id=person_id,
        full_name=row.full_name,
        sex=row.sex if row.sex != rules.Sex.UNKNOWN else None,
        birth_date=row.birth_date,
        birth_year=row.birth_year,
        hamlet=row.hamlet or None,
        occupation=row.occupation or None,
        citizen_id=row.citizen_id or None,
        phone=row.phone or None,
        address=row.address or None,
    )
