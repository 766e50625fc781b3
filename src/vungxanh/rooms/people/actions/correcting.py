"""What was wrongly written is put right, and people move."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, changed
from vungxanh.common.fields import search_hash
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import mask_name, squeeze
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.actions.recording import HIDDEN, check_household
from vungxanh.rooms.people.actions.words import keep_words
from vungxanh.rooms.people.events import PersonsWritten
from vungxanh.rooms.people.models import Household, Person

KEEP: Any = None  # an argument left out changes nothing; "" empties the field


@action(needs=Permission.PERSON_RECORD, hide=HIDDEN)
def correct(
    *,
    by: Actor,
    at: datetime,
    person_id: UUID,
    full_name: str | None = KEEP,
    sex: str | None = KEEP,
    birth_date: date | None = KEEP,
    birth_year: int | None = KEEP,
    hamlet: str | None = KEEP,
    occupation: str | None = KEEP,
    citizen_id: str | None = KEEP,
    phone: str | None = KEEP,
    address: str | None = KEEP,
) -> Person:
    """Correct what is known of a person. The trail keeps old and new, of names masked, of sealed fields only "•"."""
    person = queries.get(by, person_id)
    by.check(Permission.PERSON_RECORD, person.area_path)
    plain = {
        "sex": sex if sex in rules.SEXES else None,
        "birth_date": birth_date,
        "birth_year": birth_date.year if birth_date else birth_year,
        "hamlet": squeeze(hamlet)[:80] if hamlet is not None else None,
        "occupation": squeeze(occupation)[:80] if occupation is not None else None,
    }
    given: dict[str, Any] = {name: value for name, value in plain.items() if value is not None}
    if birth_year is not None and birth_date is None and person.birth_date and person.birth_date.year != birth_year:
        given["birth_date"] = None  # a day of another year is not his
    amend(person, **given)
    if full_name is not None:
        _rename(person, full_name)
    _reseal(person, {"citizen_id": citizen_id, "phone": phone, "address": address})
    rekey(person)
    about(person)
    tell(PersonsWritten((person.pk,)))
    return person


@action(needs=Permission.PERSON_RECORD, area="area_path")
def move(
    *, by: Actor, at: datetime, person_id: UUID, area_path: str, household_id: UUID | None = None, hamlet: str = ""
) -> Person:
    """He lives elsewhere now: another commune, another household, or both. Needs the right at both ends."""
    person = queries.get(by, person_id)
    by.check(Permission.PERSON_RECORD, person.area_path)
    if not area_path:
        raise Refused(_("Chọn xã, phường nơi ở."), field="area_path")
    check_household(household_id, area_path)
    amend(person, area_path=area_path, household_id=household_id, hamlet=squeeze(hamlet)[:80])
    rekey(person)
    tell(PersonsWritten((person.pk,)))
    return person


def rekey(person: Person) -> None:
    """Search and blocking keys follow the name and the date of birth."""
    keys = rules.match_keys(person.name_folded, person.birth_date, person.birth_year, person.area_path)
    ends = rules.name_ends(person.name_folded)
    values = {**keys, "name_ends": ends}
    moved = [name for name, value in values.items() if getattr(person, name) != value]
    for name in moved:
        setattr(person, name, values[name])
    if moved:
        keep_words([person.name_folded])
        person.save(update_fields=moved)


@action(needs=Permission.PERSON_RECORD, hide={"address"})
def correct_household(
    *,
    by: Actor,
    at: datetime,
    household_id: UUID,
    code: str | None = KEEP,
    hamlet: str | None = KEEP,
    address: str | None = KEEP,
) -> Household:
    """Correct a household; it stays in its area."""
    home = queries.household(by, household_id)
    by.check(Permission.PERSON_RECORD, home.area_path)
    given = {"code": code, "hamlet": hamlet}
    amend(home, **{name: squeeze(value) for name, value in given.items() if value is not None})
    if address is not None and squeeze(address) != home.address:
        changed(home, {"address": ("•" if home.address else "", "• •" if squeeze(address) else None)})
        home.address = squeeze(address)
        home.save(update_fields=["address"])
    about(home)
    return home


def _rename(person: Person, full_name: str) -> None:
    name = rules.check_name(full_name)
    if name == person.full_name:
        return
    old = person.full_name
    changed(person, {"full_name": (mask_name(old), mask_name(name) + " •")})
    person.full_name, person.former_names = name, "\n".join(filter(None, [person.former_names, old]))
    person.name_folded, person.name_reversed = rules.name_keys(name)
    person.save(update_fields=["full_name", "former_names", "name_folded", "name_reversed"])


def _reseal(person: Person, given: dict[str, str | None]) -> None:
    checks = {"citizen_id": rules.check_citizen_id, "phone": rules.normal_phone, "address": squeeze}
    hashes = {"citizen_id": "citizen_hash", "phone": "phone_hash"}
    moved: list[str] = []
    for field, value in given.items():
        if value is None or (new := checks[field](value)) == getattr(person, field):
            continue
        changed(person, {field: ("•" if getattr(person, field) else "", "• •" if new else None)})
        setattr(person, field, new)
        moved.append(field)
        if field in hashes:
            setattr(person, hashes[field], search_hash(new))
            moved.append(hashes[field])
        if field == "citizen_id":
            person.citizen_digits = rules.citizen_digits(new)
            moved.append("citizen_digits")
    if moved:
        person.save(update_fields=moved)
