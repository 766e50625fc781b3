"""What was read out of a document becomes its header, its links and its draft tasks."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import amend, note
from vungxanh.engine.directive.api import Directive, FoundTask, Header
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.actions.parts import document_of, index
from vungxanh.rooms.directives.models import Document, DocumentLink, DraftTask
from vungxanh.rooms.directives.rules import Body, DraftState, State


@action(needs=Permission.DIRECTIVE_RECORD)
def record_reading(*, by: Actor, at: datetime, document_id: UUID, found: Directive) -> Document:
    """Keep the text; fill in what the register does not say yet; propose the tasks.

    Reading again replaces only what nobody touched: a task that was edited, accepted or dropped stays as it is.
    """
    document = document_of(by, document_id)
    values = {name: value for name, value in _header(found.header).items() if value and not getattr(document, name)}
    values |= _number(document, found.header) | {"reading_note": "", "reading_job": None}
    if document.state == State.REGISTERED:
        values |= {"state": State.READ, "read_at": at}
    amend(document, **values)
    odd = [asdict(one) for one in found.anomalies if 0 <= one.start <= one.end <= len(found.text)]
    index(document, found.text, odd)
    _link(document, found)
    _propose(by, document, found)
    note(tasks=len(found.tasks), anomalies=len(odd), cites=len(found.header.cites))
    return document


@action(needs=Permission.DIRECTIVE_RECORD)
def note_unreadable(*, by: Actor, at: datetime, document_id: UUID, why: str) -> Document:
    """Keep why the text could not be read; the document stays registered and can be worked on by hand."""
    document = document_of(by, document_id)
    amend(document, reading_note=why[:300], reading_job=None)
    return document


@action(needs=Permission.DIRECTIVE_RECORD)
def note_reading_job(*, by: Actor, at: datetime, document_id: UUID, job_id: UUID) -> Document:
    """Remember which job reads it, so that its page can show how far it is."""
    document = document_of(by, document_id)
    amend(document, reading_job=job_id, reading_note="")
    return document


def _header(header: Header) -> dict[str, Any]:
    day = rules.day_or_none(header.date)
    return {
        "kind": rules.kind_of(header.kind, header.symbol or ""),
        "issuer_name": (header.issuer or "")[:200],
        "parent_body": (header.parent_body or "")[:200],
        "place": (header.place or "")[:80],
        "issued_on": day.on if day else None,
        "issued_month_only": bool(day and day.month_only),
        "subject": header.subject or "",
        "signer": (header.signer or "")[:120],
        "signer_title": (header.signer_title or "")[:160],
        "addressees": [line[:300] for line in header.addressees][:60],
        "recipients": [line[:300] for line in header.recipients][:60],
    }


def _number(document: Document, header: Header) -> dict[str, str]:
    """Number and symbol belong together: taken only where the register has neither."""
    if document.number or document.symbol:
        return {}
    number, symbol = (header.number or "")[:20], (header.symbol or "")[:60]
    both = rules.joined(number, symbol)[:90]
    return {"number": number, "symbol": symbol, "number_symbol": both, "ns_key": rules.key_of(both)}


def _link(document: Document, found: Directive) -> None:
    """Named documents that are not linked yet."""
    known = set(DocumentLink.objects.filter(document=document).values_list("ns_key", flat=True)) | {document.ns_key}
    made = []
    subject = found.header.subject or ""
    for cite in found.header.cites:
        key = rules.key_of(cite.number_symbol)
        if not key or key in known:
            continue
        known.add(key)
        day = rules.day_or_none(cite.date)
        relation = rules.relation(found.text, cite.start)
        if cite.number_symbol in subject:  # "V/v thực hiện Thông báo số 134/TB-UBND"
            relation = rules.relation(subject, subject.index(cite.number_symbol))
        made.append(
            DocumentLink(
                document=document,
                relation=relation,
                number_symbol=cite.number_symbol[:90],
                ns_key=key,
                issued_on=day.on if day else None,
                issued_month_only=bool(day and day.month_only),
                issuer_name=(cite.issuer or "")[:200],
                start=cite.start,
                end=cite.end,
            )
        )
    DocumentLink.objects.bulk_create(made)


def _propose(by: Actor, document: Document, found: Directive) -> None:
    rows = DraftTask.objects.filter(document=document)
    rows.filter(state=DraftState.PROPOSED).delete()
    kept = [rules.Span(str(row.pk), row.start, row.end) for row in rows]
    fresh = [task for task in found.tasks if not rules.overlapping(kept, task.start, task.end)]
    names = {name for task in fresh for name in (*task.leads, *task.with_, *task.report_to)}
    bodies = queries.match(by=by, area_path=document.area_path, names=names)
    DraftTask.objects.bulk_create(_draft(document, task, bodies, found.text[task.start : task.end]) for task in fresh)


def _draft(document: Document, task: FoundTask, bodies: dict[str, Body], passage: str) -> DraftTask:
    def plain(names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [bodies[name].plain() for name in names if name in bodies]

    values: dict[str, Any] = {
        "text": task.text.strip() or rules.one_line(passage),
        "lead": plain(task.leads),
        "with_bodies": plain(task.with_),
        "report_to": plain(task.report_to),
        "due": {k: v for k, v in asdict(task.due).items() if v is not None},
        "targets": [asdict(target) for target in task.targets],
        "condition": {k: v for k, v in asdict(task.condition).items() if v} if task.condition else {},
        "area_of_work": task.area_of_work,
    }
    place: dict[str, Any] = {"start": task.start, "end": task.end}
    return DraftTask(
        document=document, ref=task.ref[:60], state=DraftState.PROPOSED,
        evidence=[list(one) for one in task.evidence], found=values | place, **values, **place,
    )  # fmt: skip
