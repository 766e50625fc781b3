"""What the writes of this room share."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from vungxanh.common.audit import about
from vungxanh.kernel.actor import Actor, Scope
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import actions as person_writes
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import queries
from vungxanh.rooms.tracing.models import Contact
from vungxanh.rooms.venues import actions as venue_writes
from vungxanh.rooms.venues import queries as venues


def stamp() -> datetime:
    """The clock, for ``changed_at``: the index asks what changed since it last looked, whatever ``at`` an act is about."""
    return timezone.now()


def lent(by: Actor, *permissions: Permission, area: str) -> Actor:
    """``by`` with further rights in one area, for one write: people met by our case may live anywhere."""
    return Actor(id=by.id, name=by.name, scopes=(*by.scopes, Scope(area=area, permissions=frozenset(permissions))))


def case_for(*, by: Actor, case_id: UUID, needs: Permission = Permission.TRACE_RECORD) -> Any:
    """The case, with the right to trace it over the area that manages it."""
    case = cases.get(by=by, case_id=case_id)
    by.check(needs, case.area_path)
    return case


def contact_for(*, by: Actor, contact_id: UUID, needs: Permission) -> Contact:
    """The contact, locked; ``needs`` held where he lives or where one of his index cases is managed."""
    contact = queries.get(by=by, contact_id=contact_id)
    if not by.may(needs, contact.area_path):
        areas = contact.exposures.filter(dropped_at=None).values_list("case_area_path", flat=True)
        if not any(by.may(needs, area) for area in areas):
            by.check(needs, contact.area_path)
    about(contact)
    return Contact.objects.select_for_update(of=("self",)).select_related("person", "team").get(pk=contact.pk)


def person_for(*, by: Actor, person_id: UUID, case: Any) -> Any:
    """The person, seen where he lives; the person of a case also where the case is managed."""
    if case is not None and case.person_id == person_id:
        return case.person
    person = people.get(by, person_id)
    if case is None:
        by.check(Permission.TRACE_RECORD, person.area_path)
    return person


def venue_for(*, by: Actor, at: datetime, venue_id: UUID | None, name: str, kind: str, area_path: str) -> Any:
    """The venue meant; one not known yet is recorded under its name. None when nothing was said."""
    if venue_id is not None:
        return venues.get(by=by, venue_id=venue_id)
    if not name.strip():
        return None
    if not area_path:
        raise Refused("Chọn xã, phường của địa điểm.", field="venue_area")
    known = venues.same(by=by, name=name, area_path=area_path, kind=kind)
    return known or venue_writes.record(
        by=lent(by, Permission.VENUE_RECORD, area=area_path), at=at,
        described=venue_writes.Description(name=name, kind=kind, area_path=area_path),
    )  # fmt: skip


def other_for(*, by: Actor, at: datetime, other_id: UUID | None, name: str, phone: str, area_path: str) -> Any:
    """The person met: known already, or recorded now with what one gets on the phone."""
    if other_id is not None:
        found = people.cards(by, [other_id]).get(other_id)
        if found is None:
            raise Refused("Không có người này. Hãy tìm lại hoặc ghi tên mới.", field="other")
        return found
    if not name.strip():
        raise Refused("Ghi tên người đã gặp, hoặc chọn người đã có.", field="other_name")
    if not area_path:
        raise Refused("Chọn xã, phường nơi người đó ở.", field="other_area")
    return person_writes.record(
        by=lent(by, Permission.PERSON_RECORD, area=area_path), at=at, area_path=area_path, full_name=name, phone=phone
    )
