"""Sealed identity data is opened, and that is written down."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.common.actions import action
from vungxanh.common.audit import about, current, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.models import Household, IdentityOpening, Person


@action(needs=Permission.IDENTITY_OPEN)
def open_identity(*, by: Actor, at: datetime, person_id: UUID, fields: Sequence[str], reason: str) -> dict[str, str]:
    """The plain values of sealed ``fields`` (of ``citizen_id``, ``phone``, ``address``) of a person in one's area.

    Who opened what, and why, is in the audit trail. Refused without a reason.
    """
    person = queries.get(by, person_id)
    by.check(Permission.IDENTITY_OPEN, person.area_path)
    wanted = check_fields(fields)
    reason = check_reason(reason)
    about(person)
    note(opened=wanted)
    _leave_trace([person], wanted, reason)
    return {name: getattr(person, name) for name in wanted}


@action(needs=Permission.IDENTITY_OPEN)
def open_many(
    *, by: Actor, at: datetime, person_ids: Sequence[UUID], fields: Sequence[str], reason: str
) -> dict[UUID, dict[str, str]]:
    """Sealed ``fields`` of many persons, for a file; each leaves its trace. NotYours when one of them is outside the
    areas where ``by`` may open identities."""
    mine = queries.visible(by).filter(seen(by, Permission.IDENTITY_OPEN), pk__in=set(person_ids))
    if mine.count() != len(set(person_ids)):
        raise NotYours(_("Không tìm thấy người này, hoặc người này ngoài địa bàn của bạn."))
    return open_sealed(person_ids, fields, reason)


def open_sealed(person_ids: Iterable[UUID], fields: Sequence[str], reason: str) -> dict[UUID, dict[str, str]]:
    """The same for a room above that has established its own right (a caller, for a contact living elsewhere).

    Only inside an action of that room, whose audit row then says what was opened; RuntimeError otherwise.
    """
    current()
    wanted = check_fields(fields)
    reason = check_reason(reason)
    found = {person.pk: person for person in Person.objects.filter(pk__in=set(person_ids))}
    note(opened=wanted, opened_of=sorted(str(pk) for pk in found), reason=reason)
    _leave_trace(found.values(), wanted, reason)
    return {pk: {name: getattr(person, name) for name in wanted} for pk, person in found.items()}


def check_fields(fields: Sequence[str]) -> list[str]:
    """Those of ``fields`` that are sealed, in their usual order; Refused when none is."""
    wanted = [name for name in rules.SEALED if name in fields]
    if not wanted:
        raise Refused(_("Chọn điều cần mở: số căn cước, điện thoại hay địa chỉ."), field="fields")
    return wanted


@action(needs=Permission.IDENTITY_OPEN)
def open_household(*, by: Actor, at: datetime, household_id: UUID, reason: str) -> str:
    """The exact address of a household in one's area. Refused without a reason."""
    home = queries.household(by, household_id)
    by.check(Permission.IDENTITY_OPEN, home.area_path)
    check_reason(reason)
    about(home)
    note(opened=["address"])
    return str(home.address)


@action(needs=Permission.IDENTITY_OPEN)
def open_households(*, by: Actor, at: datetime, household_ids: Sequence[UUID], reason: str) -> dict[UUID, str]:
    """The exact addresses of many households, for a file. NotYours when one of them is outside the areas where ``by``
    may open identities."""
    wanted = set(household_ids)
    rows = Household.objects.filter(seen(by, Permission.IDENTITY_OPEN), pk__in=wanted)
    found = {home.pk: str(home.address) for home in rows}
    if len(found) != len(wanted):
        raise NotYours(_("Không tìm thấy hộ này, hoặc hộ ngoài địa bàn của bạn."))
    note(opened=["address"], opened_of=sorted(str(pk) for pk in found), reason=check_reason(reason))
    return found


def check_reason(reason: str) -> str:
    """Somebody must be able to understand later why."""
    text = squeeze(reason)
    if len(text) < 5:
        raise Refused(_("Ghi lý do mở, ít nhất vài chữ: việc mở được lưu vào nhật ký."), field="reason")
    return text[:300]


def _leave_trace(people: Iterable[Person], fields: Sequence[str], reason: str) -> None:
    act = current()
    IdentityOpening.objects.bulk_create(
        IdentityOpening(
            person=person,
            opened_at=act.at,
            actor_id=act.by.id,
            actor_name=act.by.name,
            fields=",".join(fields),
            reason=reason,
            action=act.action,
        )
        for person in people
    )
