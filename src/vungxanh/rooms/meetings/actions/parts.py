"""What several actions of the room do alike."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from vungxanh.common.audit import about
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.meetings import queries, rules
from vungxanh.rooms.meetings.models import Meeting, MeetingStep


def step(found: Meeting, kind: str, by: Actor, at: datetime, text: str = "") -> None:
    """A line of its course, and of the audit trail."""
    MeetingStep.objects.create(meeting=found, at=at, kind=kind, text=text, by_id=by.id, by_name=by.name[:120])
    about(found, area=found.area_path)


def columns(facts: rules.Facts) -> dict[str, Any]:
    """What was asked for, as it is kept."""
    online = facts.form is rules.Form.ONLINE
    words = " ".join((facts.title, facts.purpose, facts.place, facts.chair))
    return {
        "title": squeeze(facts.title)[:200], "purpose": facts.purpose.strip()[:4000], "epidemic": facts.epidemic,
        "why_now": facts.why_now.strip()[:2000], "form": facts.form.value, "place": squeeze(facts.place)[:300],
        "why_in_person": "" if online else facts.why_in_person.strip()[:2000], "persons": facts.persons,
        "outside_office": facts.outside_office and not online, "chair": squeeze(facts.chair)[:120],
        "starts_at": facts.starts_at, "ends_at": facts.ends_at, "folded": fold(words),
    }  # fmt: skip


def restraint_of(by: Actor, area: str, starts_at: datetime) -> rules.Restraint | None:
    """What holds in the area on the day of the meeting."""
    return queries.restraint(by=by, area=area, on=timezone.localdate(starts_at))
