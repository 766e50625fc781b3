"""A patient at home tells himself how he is, by an address given to him."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.secret_links import OVER, held, issued, taken_back, used
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.treatment import queries, rules
from vungxanh.rooms.treatment.actions.examining import record, watch
from vungxanh.rooms.treatment.actions.parts import ROUND, course_for
from vungxanh.rooms.treatment.models import Round, SelfLink


@action(needs=ROUND)
def open_self_links(*, by: Actor, at: datetime, course_ids: Sequence[UUID]) -> dict[UUID, SelfLink]:
    """The address of each course, by its id: the one there is, else a new one. Those who are not at home get none."""
    found = {}
    for course_id in course_ids:
        course = course_for(by=by, course_id=course_id, needs=ROUND)
        if queries.asked(course, at):
            found[course.pk] = issued(SelfLink, at=at, course=course)
    note(said=f"{len(found)} người")
    return found


@action(needs=ROUND)
def revoke_self_link(*, by: Actor, at: datetime, course_id: UUID) -> int:
    """The address answers no more; how many there were. A new one may be made."""
    course = course_for(by=by, course_id=course_id, needs=ROUND)
    about(course)
    return taken_back(SelfLink, at=at, course=course)


@action(needs=Permission.SYSTEM)
def report_self(*, by: Actor, at: datetime, link_id: UUID, measure: rules.Measure, note_text: str = "") -> Round:
    """What he measured and feels in the open round. An alarm is raised by it and never taken away: staff do that.

    Where staff saw him in this round already, his numbers replace theirs only when they call for somebody; otherwise
    his words are added.
    """
    link = held(SelfLink, link_id)
    course = course_for(by=by, course_id=link.course_id, needs=ROUND)
    if not queries.asked(course, at):
        raise NotYours(OVER)
    since, alarm = course.alarm_since, course.alarm
    after = queries.watched(course, at)
    row = watch(by, at, course, measure, note_text, False) if after else _told(by, at, course, measure, note_text)
    if since is not None and course.alarm_since is None:
        amend(course, alarm_since=since, alarm=alarm)
    used(link, at)
    return row


def _told(by: Actor, at: datetime, course: object, measure: rules.Measure, text: str) -> Round:
    found = queries.get(by=by, course_id=course.pk)  # type: ignore[attr-defined]
    number = queries.now_round(at, found.place, found.area_path).number
    there = found.rounds.filter(place=found.place, round=number, unreached=False).exclude(by_name=by.name).first()
    care = rules.care(found.disease, queries.now_round(at, found.place).day, found.area_path).value
    if there is None or rules.alarms(measure, care, tier=1, before=0, level=0):
        return record(by, at, course, measure, None, text, False)  # type: ignore[arg-type]
    amend(there, note="; ".join(part for part in (there.note, f"Tự khai: {text.strip() or 'ổn định'}") if part)[:300])
    return there
