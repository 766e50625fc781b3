"""The address by which a patient at home tells himself how he is."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.secret_links import behind, printable
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.models import Course, SelfLink
from vungxanh.rooms.treatment.queries.one import get
from vungxanh.rooms.treatment.queries.work import now_round, watched


def asked(course: Course, at: datetime) -> bool:
    """Whether he is to tell how he is: treated at home, or home after recovery."""
    return (course.state == rules.State.RUNNING and course.place == rules.Place.HOME) or watched(course, at)


def link_of_secret(secret: str, *, at: datetime) -> SelfLink | None:
    """The link behind a secret that answers now, with its course and person."""
    found = behind(SelfLink, secret, select="course__case__person")
    return found if found is not None and asked(found.course, at) else None


def self_link(*, by: Actor, course_id: UUID) -> SelfLink | None:
    """The link of a course that can be printed, if there is one."""
    return printable(SelfLink, course=get(by=by, course_id=course_id))


def told_this_round(course: Course, at: datetime) -> bool:
    """Whether this round has an answer already, whoever gave it."""
    if watched(course, at):
        return course.watched_on is not None and course.watched_on >= now_round(at, rules.Place.HOME).day
    number = now_round(at, rules.Place.HOME, course.area_path).number
    return course.rounds.filter(place=rules.Place.HOME, round=number, unreached=False).exists()
