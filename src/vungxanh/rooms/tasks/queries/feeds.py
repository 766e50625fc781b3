"""The calendar of an agency, for whoever holds its secret address."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import Feed, Task
from vungxanh.rooms.tasks.queries.clocks import soon_span, timing_of
from vungxanh.rooms.tasks.queries.lines import leaves, of_agency
from vungxanh.rooms.tasks.queries.people import mine
from vungxanh.rooms.tasks.queries.waiting import mail_title

if TYPE_CHECKING:  # a tenth of a second of every start, needed by calendars only
    from icalendar import Event

BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something of an agency that stands in its calendar beside its deadlines; no words about persons."""

    uid: str
    start: datetime
    end: datetime
    title: str
    text: str = ""


_OTHERS: list[Callable[[UUID, datetime], Iterable[Happening]]] = []


def offer(source: Callable[[UUID, datetime], Iterable[Happening]]) -> None:
    """An upper room puts its own into the calendars of agencies: ``source(agency_id, since)``. Once each."""
    if source not in _OTHERS:
        _OTHERS.append(source)


MOST = 1000


def feed_of(token: str) -> Feed | None:
    """The feed of an address that still answers."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    return Feed.objects.filter(token_hash=hashed, revoked_at=None).select_related("agency").first()


def feeds(*, by: Actor, agency_id: UUID) -> list[Feed]:
    """The addresses of one's own agency, the newest first; of another one none."""
    if agency_id not in mine(by, Permission.TASK_WORK):
        return []
    return list(Feed.objects.filter(agency_id=agency_id).order_by("-id")[:50])


def calendar(feed: Feed, *, at: datetime, address: str = "") -> bytes:
    """RFC 5545: an event of half an hour before each deadline, with its state in words. ``address``: of a task's page,
    with "{id}" where its id belongs. Words of hand-typed tasks stay inside the centre."""
    from icalendar import Calendar, vDuration

    own = of_agency(Task.objects.filter(leaves()), [feed.agency_id])
    rows = own.filter(Q(due_at__gte=at - BACK) | Q(due_at__lt=at - BACK, state__in=rules.LIVE))
    made = Calendar()
    made.add("prodid", "-//vungxanh//tasks//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("Nhiệm vụ: %(agency)s") % {"agency": feed.agency.name})
    made.add("refresh-interval", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"})
    span = soon_span(at)
    for task in rows.order_by("due_at", "id")[:MOST]:
        made.add_component(_event(task, at, span, address))
    for source in _OTHERS:
        for one in source(feed.agency_id, at - BACK):
            made.add_component(_happening(one, at))
    return bytes(made.to_ical())


def _happening(one: Happening, at: datetime) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", f"{one.uid}@vungxanh")
    made.add("dtstamp", at)
    made.add("dtstart", one.start)
    made.add("dtend", one.end)
    made.add("summary", one.title)
    made.add("description", one.text)
    return made


def _event(task: Task, at: datetime, span: timedelta, address: str) -> "Event":
    from icalendar import Event

    said = _(rules.said(timing_of(task, at, span)))
    made = Event()
    assert task.due_at is not None
    made.add("uid", f"{task.pk}@vungxanh")
    made.add("dtstamp", task.told_at)
    made.add("dtstart", task.due_at - timedelta(minutes=30))
    made.add("dtend", task.due_at)
    made.add("summary", f"[{said}] {mail_title(task)}")
    words = [_(rules.STATE_NAMES[rules.State(task.state)]), task.source_label, task.source_ref, task.due_raw]
    made.add("description", " · ".join(word for word in words if word))
    made.add("categories", [_(rules.AREAS_OF_WORK.get(task.area_of_work, ""))])
    if task.state == rules.State.CANCELLED:
        made.add("status", "CANCELLED")
    if address:
        made.add("url", address.replace("{id}", str(task.pk)))
    return made
