"""A person accepts tasks of a document: only then is anything given to anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import amend, note
from vungxanh.common.outbox import tell
from vungxanh.engine.directive.api import Condition, Due, DueKind, Target
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.actions.parts import document_of, must_be_open
from vungxanh.rooms.directives.actions.sending import deliver
from vungxanh.rooms.directives.events import DirectiveAccepted
from vungxanh.rooms.directives.models import Document, DraftTask
from vungxanh.rooms.directives.rules import Direction, DraftState, State
from vungxanh.rooms.tasks import actions as tasks


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many were given now, and how many a person must put right first."""

    given: int
    stuck: int


@action(needs=Permission.DIRECTIVE_RECORD)
def mark_checked(*, by: Actor, at: datetime, document_id: UUID) -> Document:
    """Say that the tasks were gone over; who may issue is asked to accept. Refused while any is unclear."""
    document = document_of(by, document_id)
    must_be_open(document)
    if document.state not in (State.REGISTERED, State.READ):
        return document
    rows = _open(document)
    stuck = sum(_stops(row) for row in rows)
    if stuck:
        raise Refused(_("Còn %(n)d nhiệm vụ chưa rõ cơ quan chủ trì hoặc nội dung.") % {"n": stuck})
    amend(document, state=State.CHECKED, checked_at=at, checked_by=by.id)
    return document


@action(needs=Permission.DIRECTIVE_ISSUE)
def accept(*, by: Actor, at: datetime, document_id: UUID, draft_ids: Sequence[UUID] | None = None) -> Accepted:
    """Give the tasks named (None: all that are clear) to their agencies, and send them the document.

    A task given before is not given again. Refused when a task that was named is not clear.
    """
    document = document_of(by, document_id, Permission.DIRECTIVE_ISSUE)
    must_be_open(document)
    rows = _open(document)
    if draft_ids is not None:
        wanted = set(draft_ids)
        rows = [row for row in rows if row.pk in wanted]
        for row in rows:
            for doubt in rules.doubts(row.content):
                if doubt.stops:
                    raise Refused(_(doubt.words))
    ready = [row for row in rows if not _stops(row)]
    made = tasks.assign(by=by, at=at, tasks=[new_task(document, row) for row in ready]) if ready else []
    DraftTask.objects.filter(pk__in=[row.pk for row in ready]).update(state=DraftState.ACCEPTED)
    left = _open(document)
    if not left and document.state != State.ACCEPTED:
        amend(document, state=State.ACCEPTED, accepted_at=at, accepted_by=by.id)
    deliver(document, _agencies(ready), by=by, at=at)
    note(drafts=[row.pk for row in ready], tasks=len(made))
    if made:
        tell(DirectiveAccepted(document_id=document.pk, task_ids=tuple(task.pk for task in made)))
    return Accepted(len(ready), sum(_stops(row) for row in left))


def new_task(document: Document, draft: DraftTask) -> tasks.NewTask:
    """A draft in the words of the room of tasks. A name that stands for several agencies gives each its own."""
    content = draft.content
    leads = _ids(content.lead)
    return tasks.NewTask(
        key=f"directive:{document.pk}:{draft.pk}",
        text=content.text,
        area_path=document.area_path,
        leads=leads,
        with_=tuple(one for one in _ids(content.with_) if one not in leads),
        report_to=_ids(content.report_to),
        due=_due(content.due),
        targets=tuple(Target(**_target(target)) for target in content.targets),
        condition=Condition(**content.condition) if content.condition else None,
        area_of_work=content.area_of_work,
        source_document=document.pk,
        source_ref=draft.ref,
        source_start=draft.start,
        source_end=draft.end,
        source_label=str(document)[:90],
        each=any(len(body.ids) > 1 for body in content.lead),
        ordered_by=document.issuer_id if document.direction == Direction.OUTGOING else None,
        lead_words="; ".join(body.name for body in content.lead)[:300],
    )


def _open(document: Document) -> list[DraftTask]:
    rows = DraftTask.objects.filter(document=document, state__in=[DraftState.PROPOSED, DraftState.EDITED])
    return list(rows.order_by("start", "id"))


def _stops(row: DraftTask) -> bool:
    return any(doubt.stops for doubt in rules.doubts(row.content))


def _ids(bodies: Sequence[rules.Body]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(UUID(one) for body in bodies for one in body.ids))


def _agencies(rows: Sequence[DraftTask]) -> list[UUID]:
    found = (_ids((*row.content.lead, *row.content.with_)) for row in rows)
    return list(dict.fromkeys(one for ids in found for one in ids))


def _due(plain: dict[str, Any]) -> Due:
    return Due(**{**plain, "kind": DueKind(plain.get("kind", "none"))})


def _target(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: plain[name] for name in ("op", "value", "unit", "raw", "measure") if name in plain}
