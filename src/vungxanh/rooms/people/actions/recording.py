"""A person or a household becomes known."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about
from vungxanh.common.fields import search_hash
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.actions.words import keep_words
from vungxanh.rooms.people.events import PersonsWritten
from vungxanh.rooms.people.models import Household, Person

HIDDEN = frozenset({"full_name", "citizen_id", "phone", "address", "birth_date"})


@action(needs=Permission.PERSON_RECORD, area="area_path", hide=HIDDEN)
def record(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    full_name: str,
    sex: str = "U",
    birth_date: date | None = None,
    birth_year: int | None = None,
    household_id: UUID | None = None,
    hamlet: str = "",
    occupation: str = "",
    nationality: str = "VN",
    citizen_id: str = "",
    phone: str = "",
    address: str = "",
    vaccine_doses: int | None = None,
    last_dose_date: date | None = None,
    source: str = "",
    external_id: str = "",
    person_id: UUID | None = None,
) -> Person:
    """Record a person. One already known under (``source``, ``external_id``) is given back unchanged.

    Raises Refused for a missing name, a malformed number, or a household of another commune.
    """
    if external_id and (known := Person.objects.filter(source=source, external_id=external_id).first()):
        by.check(Permission.PERSON_RECORD, known.area_path)
        about(known)
        return known
    if not area_path:
        raise Refused(_("Chọn xã, phường nơi ở."), field="area_path")
    check_household(household_id, area_path)
    named = identity(full_name=full_name, citizen_id=citizen_id, phone=phone, address=address)
    born = birth_date.year if birth_date else birth_year
    made = Person(
        id=person_id or new_id(),
        sex=rules.Sex(sex) if sex in rules.SEXES else rules.Sex.UNKNOWN,
        birth_date=birth_date,
        birth_year=born,
        area_path=area_path,
        household_id=household_id,
        hamlet=squeeze(hamlet)[:80],
        occupation=squeeze(occupation)[:80],
        nationality=nationality[:2].upper(),
        vaccine_doses=vaccine_doses,
        last_dose_date=last_dose_date,
        source=source[:60],
        external_id=external_id[:80],
        created_at=at,
        **named,
        **rules.match_keys(named["name_folded"], birth_date, born, area_path),
    )
    made.save(force_insert=True)
    keep_words([made.name_folded])
    tell(PersonsWritten((made.pk,)))
    about(made)
    return made


@action(needs=Permission.PERSON_RECORD, area="area_path", hide={"address"})
def record_household(
    *, by: Actor, at: datetime, area_path: str, code: str = "", hamlet: str = "", address: str = ""
) -> Household:
    """Record a household; one of the same code in that area is given back unchanged."""
    code = squeeze(code)[:40]
    if code and (known := Household.objects.filter(area_path=area_path, code=code).first()):
        about(known)
        return known
    made = Household.objects.create(
        area_path=area_path, code=code, hamlet=squeeze(hamlet)[:80], address=squeeze(address), created_at=at
    )
    about(made)
    return made


def identity(*, full_name: str, citizen_id: str, phone: str, address: str) -> dict[str, Any]:
    """Checked values of the columns that name a person, with their search keys."""
    name = rules.check_name(full_name)
    folded, turned = rules.name_keys(name)
    citizen_id, phone = rules.check_citizen_id(citizen_id), rules.normal_phone(phone)
    return {
        "full_name": name,
        "name_folded": folded,
        "name_reversed": turned,
        "name_ends": rules.name_ends(folded),
        "citizen_id": citizen_id,
        "citizen_hash": search_hash(citizen_id),
        "citizen_digits": rules.citizen_digits(citizen_id),
        "phone": phone,
        "phone_hash": search_hash(phone),
        "address": squeeze(address),
    }


def check_household(household_id: UUID | None, area_path: str) -> None:
    """A household is where its members are."""
    if household_id is None:
        return
    if not Household.objects.filter(pk=household_id, area_path=area_path).exists():
        raise Refused(_("Hộ này không ở xã, phường đã chọn."), field="household_id")
