"""One contact, visit, meeting or team, as far as ``by`` may see."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from vungxanh.common import centre
from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.tracing.models import Contact, ContactEvent, Exposure, FollowUp, Team, Visit

SEE = Permission.TRACE_SEE


def visible(by: Actor) -> QuerySet[Contact]:
    """Contacts who live in the areas of ``by``, or whose index case is managed there; in no order.

    Who sees the whole centre finds nearly every contact at home: the exposures of the few others are asked one by one.
    For anybody else the contacts of his cases are gathered first, else every contact of the province would be asked.
    """
    areas = by.areas(SEE)
    if "" in areas:
        return Contact.objects.all()
    of_our_cases = Exposure.objects.filter(seen(by, SEE, "case_area_path"))
    if any(inside(centre.current().area_path, area) for area in areas):
        return Contact.objects.filter(seen(by, SEE) | Exists(of_our_cases.filter(contact=OuterRef("pk"))))
    return Contact.objects.filter(seen(by, SEE) | Q(pk__in=of_our_cases.values("contact_id")))


def living_here(by: Actor) -> QuerySet[Contact]:
    """Contacts who live in the areas of ``by``: those he works on."""
    return Contact.objects.filter(seen(by, SEE))


def get(*, by: Actor, contact_id: UUID) -> Contact:
    """One contact with his person and team; NotYours when there is none ``by`` may see."""
    found = visible(by).select_related("person", "team").filter(pk=contact_id).first()
    if found is None:
        raise NotYours("Không có người tiếp xúc này, hoặc không thuộc địa bàn của bạn.")
    return found


def visible_visits(by: Actor) -> QuerySet[Visit]:
    """Visits at places in, or by persons living in, or milestones of cases managed in the areas of ``by``."""
    mine = seen(by, SEE) | seen(by, SEE, "person__area_path") | seen(by, SEE, "case__area_path")
    return Visit.objects.filter(mine, removed_at=None) if by.may(SEE) else Visit.objects.none()


def get_visit(*, by: Actor, visit_id: UUID) -> Visit:
    """One visit that was not removed."""
    found = visible_visits(by).select_related("venue", "case").filter(pk=visit_id).first()
    if found is None:
        raise NotYours("Không có lần có mặt này, hoặc không thuộc địa bàn của bạn.")
    return found


def visible_meetings(by: Actor) -> QuerySet[ContactEvent]:
    """Meetings in, or of persons living in, or told by cases managed in the areas of ``by``."""
    if not by.may(SEE):
        return ContactEvent.objects.none()
    mine = Q()
    for field in ("area_path", "person__area_path", "other__area_path", "case__area_path"):
        mine |= seen(by, SEE, field)
    return ContactEvent.objects.filter(mine, removed_at=None)


def visible_checks(by: Actor) -> QuerySet[FollowUp]:
    """Daily checks of contacts who live in the areas of ``by``."""
    return FollowUp.objects.filter(seen(by, SEE, "contact__area_path"))


def get_meeting(*, by: Actor, meeting_id: UUID) -> ContactEvent:
    """One meeting that was not removed."""
    found = visible_meetings(by).select_related("venue", "case").filter(pk=meeting_id).first()
    if found is None:
        raise NotYours("Không có lần tiếp xúc này, hoặc không thuộc địa bàn của bạn.")
    return found


def visible_teams(by: Actor) -> QuerySet[Team]:
    """Teams of the areas of ``by``, and those he is a member of."""
    mine = seen(by, SEE)
    return Team.objects.filter(mine | Q(members__user_id=by.id) if by.id else mine).distinct()


def get_team(*, by: Actor, team_id: UUID) -> Team:
    """One team; NotYours outside the areas of ``by``."""
    found = visible_teams(by).select_related("agency").filter(pk=team_id).first()
    if found is None:
        raise NotYours("Không có tổ truy vết này, hoặc không thuộc địa bàn của bạn.")
    return found
