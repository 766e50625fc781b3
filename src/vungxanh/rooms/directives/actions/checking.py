"""A person goes over the tasks that were read: adds, words, splits, joins, drops them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.actions.parts import document_of, draft_of, must_be_open, reopened
from vungxanh.rooms.directives.models import DocumentText, DraftTask
from vungxanh.rooms.directives.rules import Content, DraftState


@action(needs=Permission.DIRECTIVE_RECORD)
def add_draft(*, by: Actor, at: datetime, document_id: UUID, start: int, end: int) -> DraftTask:
    """Make a task of a passage somebody marked. ``start``, ``end``: indices into the text, as Python counts."""
    document = document_of(by, document_id)
    must_be_open(document)
    text = queries.text_of(document).text
    start, end = rules.trimmed(text, start, end)
    reopened(document)
    made = DraftTask.objects.create(
        document=document, start=start, end=end, text=rules.one_line(text[start:end]), state=DraftState.EDITED
    )
    note(draft=made.pk, start=start, end=end)
    return made


@action(needs=Permission.DIRECTIVE_RECORD, hide=("content",))
def edit_draft(*, by: Actor, at: datetime, document_id: UUID, draft_id: UUID, content: Content) -> DraftTask:
    """Say what the task is: wording, bodies, deadline, targets, condition, area of work."""
    draft = draft_of(by, document_id, draft_id)
    if len(content.text.strip()) < 5:
        raise Refused(_("Ghi nội dung nhiệm vụ, ít nhất vài chữ."), field="text")
    if content.area_of_work not in rules.AREAS_OF_WORK:
        raise Refused(_("Chọn lĩnh vực của nhiệm vụ."), field="area_of_work")
    _all_known(by, content)
    _write(draft, content)
    return draft


@action(needs=Permission.DIRECTIVE_RECORD)
def choose_body(
    *, by: Actor, at: datetime, document_id: UUID, draft_id: UUID, body: str, agency_ids: Sequence[UUID],
    everywhere: bool = False,
) -> int:  # fmt: skip
    """Say which agency, or agencies, a name of the document means; how many tasks that settled.

    ``everywhere``: in every open task of the document in which the name is still not known.
    """
    draft = draft_of(by, document_id, draft_id)
    meant = tuple(str(one) for one in dict.fromkeys(agency_ids))
    if not meant:
        raise Refused(_("Chọn một cơ quan."), field="agency")
    _all_known(by, Content("", lead=(rules.Body(body, meant),)))
    rows = DraftTask.objects.filter(document=draft.document, state__in=[DraftState.PROPOSED, DraftState.EDITED])
    settled = 0
    for row in rows if everywhere else rows.filter(pk=draft.pk):
        content = _settled(row.content, body, meant)
        if content != row.content:
            row.document = draft.document
            _write(row, content)
            settled += 1
    return settled


@action(needs=Permission.DIRECTIVE_RECORD)
def lead_orphans(*, by: Actor, at: datetime, document_id: UUID, name: str, agency_ids: Sequence[UUID]) -> int:
    """Give every open task for which the document names nobody the same lead; how many there were."""
    document = document_of(by, document_id)
    must_be_open(document)
    body = rules.Body(squeeze(name)[:300], tuple(str(one) for one in dict.fromkeys(agency_ids)))
    if not body.name or not body.ids:
        raise Refused(_("Chọn cơ quan chủ trì trong danh sách gợi ý."), field="lead")
    _all_known(by, Content("", lead=(body,)))
    rows = DraftTask.objects.filter(document=document, state__in=[DraftState.PROPOSED, DraftState.EDITED], lead=[])
    found = list(rows.order_by("start", "id"))
    for row in found:
        row.document = document
        _touch(row, lead=[body.plain()])
    return len(found)


@action(needs=Permission.DIRECTIVE_RECORD)
def split_draft(*, by: Actor, at: datetime, document_id: UUID, draft_id: UUID, place: int) -> DraftTask:
    """Split a task at a place of its passage; the second part, with the same bodies and deadline, is returned."""
    draft = draft_of(by, document_id, draft_id)
    text = DocumentText.objects.get(document=draft.document).text
    (first, second) = rules.halves(text, draft.start, draft.end, place)
    base = draft.ref.partition("#")[0]
    made = DraftTask.objects.create(
        document=draft.document, ref=f"{base}#2"[:60] if base else "", start=second[0], end=second[1],
        text=rules.one_line(text[slice(*second)]), state=DraftState.EDITED, evidence=draft.evidence,
        **{name: getattr(draft, name) for name in _BODIES},
    )  # fmt: skip
    _touch(draft, start=first[0], end=first[1], text=rules.one_line(text[slice(*first)]))
    note(made=made.pk)
    return made


@action(needs=Permission.DIRECTIVE_RECORD)
def merge_draft(*, by: Actor, at: datetime, document_id: UUID, draft_id: UUID) -> DraftTask:
    """Join a task with the next one of the text; the next one is dropped and may be taken back."""
    draft = draft_of(by, document_id, draft_id)
    rows = DraftTask.objects.filter(document=draft.document).exclude(state=DraftState.DROPPED)
    after = rows.filter(start__gte=draft.start).exclude(pk=draft.pk).order_by("start", "id").first()
    if after is None:
        raise Refused(_("Không có nhiệm vụ nào sau nhiệm vụ này."))
    if after.state == DraftState.ACCEPTED:
        raise Refused(_("Nhiệm vụ kế tiếp đã giao, không gộp được."))
    joined = rules.together(draft.content, after.content)
    amend(after, state=DraftState.DROPPED)
    _touch(draft, **_columns(joined), end=max(draft.end, after.end), evidence=[*draft.evidence, *after.evidence])
    note(joined=after.pk)
    return draft


@action(needs=Permission.DIRECTIVE_RECORD)
def drop_draft(*, by: Actor, at: datetime, document_id: UUID, draft_id: UUID) -> DraftTask:
    """Say that a passage orders nothing."""
    draft = draft_of(by, document_id, draft_id)
    amend(draft, state=DraftState.DROPPED)
    _about(draft)
    return draft


@action(needs=Permission.DIRECTIVE_RECORD)
def restore_draft(*, by: Actor, at: datetime, document_id: UUID, draft_id: UUID) -> DraftTask:
    """Take a dropped task back."""
    draft = draft_of(by, document_id, draft_id)
    _touch(draft)
    return draft


@action(needs=Permission.DIRECTIVE_RECORD)
def reset_draft(*, by: Actor, at: datetime, document_id: UUID, draft_id: UUID) -> DraftTask:
    """Undo what people changed: the task as it was read."""
    draft = draft_of(by, document_id, draft_id)
    if not draft.found:
        raise Refused(_("Nhiệm vụ này do người thêm vào, không có bản máy đọc."))
    amend(draft, **draft.found, state=DraftState.PROPOSED)
    _about(draft)
    return draft


_BODIES = ("lead", "with_bodies", "report_to", "due", "condition", "area_of_work")


def _columns(content: Content) -> dict[str, Any]:
    return {
        "text": content.text.strip(),
        "lead": [body.plain() for body in content.lead],
        "with_bodies": [body.plain() for body in content.with_],
        "report_to": [body.plain() for body in content.report_to],
        "due": {k: v for k, v in content.due.items() if v not in (None, "")},
        "targets": list(content.targets),
        "condition": {k: v for k, v in content.condition.items() if v},
        "area_of_work": content.area_of_work,
    }


def _write(draft: DraftTask, content: Content) -> None:
    columns = _columns(content)
    if any(getattr(draft, name) != value for name, value in columns.items()):
        _touch(draft, **columns)
    else:
        _about(draft)


def _touch(draft: DraftTask, **values: Any) -> None:
    """Change a draft by hand; a check already made is to be made again."""
    amend(draft, **values, state=DraftState.EDITED)
    _about(draft)


def _about(draft: DraftTask) -> None:
    """The audit row is the document's, so that its history shows it."""
    reopened(draft.document)
    about(draft.document)
    note(draft=draft.pk, ref=draft.ref)


def _settled(content: Content, name: str, meant: tuple[str, ...]) -> Content:
    def known(bodies: tuple[rules.Body, ...]) -> tuple[rules.Body, ...]:
        return tuple(replace(b, ids=meant, guess=()) if b.name == name and not b.ids else b for b in bodies)

    return replace(content, lead=known(content.lead), with_=known(content.with_), report_to=known(content.report_to))


def _all_known(by: Actor, content: Content) -> None:
    ids = {UUID(one) for body in (*content.lead, *content.with_, *content.report_to) for one in body.ids}
    if ids - set(agencies.known_agencies(by).filter(pk__in=ids).values_list("pk", flat=True)):
        raise Refused(_("Có cơ quan không nằm trong danh bạ bạn được xem."), field="lead")
