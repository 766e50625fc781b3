"""What takes the place of what, and which document another one names."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.actions.parts import document_of
from vungxanh.rooms.directives.events import DocumentSuperseded
from vungxanh.rooms.directives.models import Document, DocumentLink
from vungxanh.rooms.directives.rules import Relation


@action(needs=Permission.DIRECTIVE_RECORD)
def supersede(
    *, by: Actor, at: datetime, document_id: UUID, new_document_id: UUID, on: date | None = None, reason: str = ""
) -> Document:
    """Say that another document takes its place from a day on. Refused for a circle."""
    document = document_of(by, document_id)
    new = queries.get(by=by, document_id=new_document_id)
    step: Document | None = new
    while step is not None:
        if step.pk == document.pk:
            raise Refused(_("Văn bản mới lại do chính văn bản này thay thế; hãy xem lại."), field="new_document_id")
        step = step.superseded_by
    day = on or new.issued_on or timezone.localdate(at)
    amend(document, superseded_by_id=new.pk, superseded_on=day)
    note(by_document=str(new), reason=squeeze(reason)[:300])
    tell(DocumentSuperseded(document_id=document.pk, by_document_id=new.pk))
    return document


@action(needs=Permission.DIRECTIVE_RECORD)
def reinstate(*, by: Actor, at: datetime, document_id: UUID, reason: str) -> Document:
    """Take a mistaken "superseded" back."""
    document = document_of(by, document_id)
    if len(squeeze(reason)) < 5:
        raise Refused(_("Ghi lý do, ít nhất vài chữ."), field="reason")
    amend(document, superseded_by_id=None, superseded_on=None)
    note(reason=squeeze(reason)[:300])
    return document


@action(needs=Permission.DIRECTIVE_RECORD)
def link(
    *,
    by: Actor,
    at: datetime,
    document_id: UUID,
    number_symbol: str,
    relation: Relation,
    issued: str = "",
    issuer: str = "",
) -> DocumentLink:
    """Say by hand what the document does to another, named by number and symbol, registered here or not."""
    document = document_of(by, document_id)
    key = rules.key_of(number_symbol)
    if not key:
        raise Refused(_("Viết số và ký hiệu như 134/TB-UBND."), field="number_symbol")
    if key == document.ns_key:
        raise Refused(_("Đây là số của chính văn bản này."), field="number_symbol")
    day = rules.day_of(issued)
    made: DocumentLink = DocumentLink.objects.update_or_create(
        document=document,
        ns_key=key,
        defaults={
            "relation": relation, "number_symbol": squeeze(number_symbol)[:90], "issuer_name": squeeze(issuer)[:200],
            "issued_on": day.on if day else None, "issued_month_only": bool(day and day.month_only), "by_hand": True,
        },
    )[0]  # fmt: skip
    note(number_symbol=made.number_symbol, relation=relation)
    return made


@action(needs=Permission.DIRECTIVE_RECORD)
def unlink(*, by: Actor, at: datetime, document_id: UUID, link_id: UUID) -> None:
    """Take a wrong link away; the audit trail keeps what it was."""
    document = document_of(by, document_id)
    found = DocumentLink.objects.filter(document=document, pk=link_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy liên kết này."))
    note(number_symbol=found.number_symbol, relation=found.relation)
    found.delete()
