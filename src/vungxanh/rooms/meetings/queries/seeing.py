"""Which meetings somebody sees, and what he may do with one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.meetings import rules
from vungxanh.rooms.meetings.models import Meeting, MeetingStep, MeetingTask
from vungxanh.rooms.tasks import queries as tasks

COMMANDING = ("command", "committee", "party")
SEE, ASK, DECIDE = Permission.MEETING_SEE, Permission.MEETING_ASK, Permission.MEETING_DECIDE


def visible(by: Actor) -> QuerySet[Meeting]:
    """Meetings of agencies in his areas, and those his agencies ask for or decide about; unordered."""
    own = tasks.mine(by, SEE)
    return Meeting.objects.filter(seen(by, SEE) | Q(agency_id__in=own) | Q(decider_id__in=own))


def get(*, by: Actor, meeting_pk: UUID) -> Meeting:
    """One; NotYours when he may not see it."""
    found = visible(by).filter(pk=meeting_pk).select_related("agency", "decider").first()
    if found is None:
        raise NotYours(_("Không tìm thấy cuộc họp này, hoặc nó không thuộc phạm vi của bạn."))
    return found


def search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those with all the words in title, purpose, place or chair, diacritics forgiven."""
    for word in fold(text).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return rows


def _system(by: Actor, needs: Permission) -> bool:
    return by.id is None and by.may(needs, "")


def may_ask(by: Actor, agency_id: UUID) -> bool:
    """Whether he asks on behalf of this agency."""
    return agency_id in tasks.mine(by, ASK) or _system(by, ASK)


def may_decide(by: Actor, found: Meeting) -> bool:
    """Whether he leads the agency that decides."""
    return found.decider_id in tasks.mine(by, DECIDE) or _system(by, DECIDE)


def _locked(by: Actor, meeting_pk: UUID) -> Meeting:
    get(by=by, meeting_pk=meeting_pk)
    return Meeting.objects.select_for_update(of=("self",)).select_related("agency", "decider").get(pk=meeting_pk)


def to_change(*, by: Actor, meeting_pk: UUID) -> Meeting:
    """One his agency asked for, held until the end of the act."""
    found = _locked(by, meeting_pk)
    if not may_ask(by, found.agency_id):
        raise NotYours(_("Chỉ cơ quan xin tổ chức họp mới làm được việc này."))
    return found


def to_decide(*, by: Actor, meeting_pk: UUID) -> Meeting:
    """One that his agency decides about, held until the end of the act."""
    found = _locked(by, meeting_pk)
    if not may_decide(by, found):
        raise NotYours(_("Chỉ lãnh đạo cấp có thẩm quyền mới cho phép hoặc không cho phép cuộc họp này."))
    return found


def competent(by: Actor, agency_id: UUID) -> list[Any]:
    """Who may permit a meeting of this agency, the likeliest first: for those who command, the next level; else who
    commands them. The agency itself comes last, where no level above it is in the directory."""
    own = tasks.bodies([agency_id]).get(agency_id)
    if own is None:
        return []
    found = tasks.above(by, agency_id)
    higher = [one for one in found if len(one.area_path) < len(own.area_path)]
    if own.kind in COMMANDING:
        found = higher + [one for one in found if one not in higher]
    return found if higher else [*found, own]


def waiting(by: Actor) -> QuerySet[Meeting]:
    """Those that wait for a decision of his agencies, the soonest first."""
    return Meeting.objects.filter(decider_id__in=tasks.mine(by, DECIDE), state=rules.State.ASKED).order_by(
        "starts_at", "id"
    )


def unwritten(by: Actor, at: datetime) -> QuerySet[Meeting]:
    """Permitted ones of his agencies that are over and have no minutes, of the last fortnight."""
    own = tasks.mine(by, ASK)
    rows = Meeting.objects.filter(agency_id__in=own, state=rules.State.PERMITTED, starts_at__lt=at - timedelta(hours=1))
    return rows.filter(starts_at__gte=at - timedelta(days=14)).order_by("starts_at", "id")


def dress(rows: list[Any]) -> list[Any]:
    """Attach the agencies' names."""
    known = tasks.bodies({pk for row in rows for pk in (row.agency_id, row.decider_id)})
    for row in rows:
        row.asker, row.chief = known.get(row.agency_id), known.get(row.decider_id)
    return rows


def facts_of(found: Meeting) -> rules.Facts:
    """What was asked for, as the rules see it."""
    return rules.Facts(
        title=found.title, purpose=found.purpose, starts_at=found.starts_at, ends_at=found.ends_at,
        persons=found.persons, place=found.place, chair=found.chair, form=rules.Form(found.form),
        epidemic=found.epidemic, outside_office=found.outside_office, why_now=found.why_now,
        why_in_person=found.why_in_person,
    )  # fmt: skip


def steps_of(found: Meeting) -> list[MeetingStep]:
    """Everything that happened to it, in order."""
    return list(found.steps.order_by("id"))


def tasks_of(by: Actor, found: Meeting) -> list[Any]:
    """Tasks given at it that he may see."""
    ids = list(MeetingTask.objects.filter(meeting=found).order_by("id").values_list("task_id", flat=True))
    return list(tasks.visible(by).filter(pk__in=ids).select_related("lead").order_by("id"))


def document_label(by: Actor, document_id: UUID | None) -> str:
    """Number and subject of the document linked, when he may see it; else ""."""
    found = directives.visible(by).filter(pk=document_id).first() if document_id else None
    return " · ".join(filter(None, (found.number_symbol, found.subject))) if found else ""


def happenings(agency_id: UUID, since: datetime) -> list[tasks.Happening]:
    """Meetings of an agency that take place, for its calendar. Its address lies on phones: what is typed stays here."""
    states = (rules.State.PERMITTED, rules.State.HELD)
    rows = Meeting.objects.filter(agency_id=agency_id, state__in=states, starts_at__gte=since)
    found = rows.order_by("starts_at", "id").values_list("pk", "starts_at", "ends_at", "form", "number")[:200]
    return [
        tasks.Happening(
            uid=f"meeting-{pk}", start=start, end=end or start + timedelta(hours=1), text=number,
            title=_("Họp %(how)s") % {"how": _(rules.FORM_NAMES[rules.Form(form)])},
        )
        for pk, start, end, form, number in found
    ]  # fmt: skip


def heads_name(agency_id: UUID) -> tuple[str, str]:
    """Who heads an agency: (title, name), empty when nobody is recorded."""
    from vungxanh.kernel.actor import system

    head = agencies.heads(system(), [agency_id]).get(agency_id)
    return (head.title, head.name) if head else ("", "")
