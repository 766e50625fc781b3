"""Documents go to agencies and people, who say that they read and understood them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries
from vungxanh.rooms.directives.actions.parts import document_of
from vungxanh.rooms.directives.models import Document, Receipt


@action(needs=Permission.DIRECTIVE_RECORD)
def send(*, by: Actor, at: datetime, document_id: UUID, agency_ids: Sequence[UUID], people: bool = False) -> int:
    """Send a document to agencies; with ``people`` also to everybody who works there and may read documents.

    Who has it already is not sent it again. How many lines came new.
    """
    document = document_of(by, document_id)
    wanted = list(dict.fromkeys(agency_ids))
    if not wanted:
        raise Refused(_("Chọn ít nhất một cơ quan."), field="agencies")
    known = set(agencies.known_agencies(by).filter(pk__in=wanted).values_list("pk", flat=True))
    if set(wanted) - known:
        raise Refused(_("Có cơ quan không nằm trong danh bạ bạn được xem."), field="agencies")
    made = deliver(document, wanted, by=by, at=at)
    if people:
        staff = agencies.workers(by, wanted, Permission.DIRECTIVE_SEE)
        made += _persons(document, staff, by=by, at=at)
    note(sent=made)
    return made


@action(needs=Permission.DIRECTIVE_RECORD)
def remind(*, by: Actor, at: datetime, document_id: UUID, receipt_ids: Sequence[UUID] | None = None) -> int:
    """Remind those (None: all) who have not confirmed; it comes first in their Today. How many were reminded."""
    document = document_of(by, document_id)
    rows = Receipt.objects.filter(document=document, understood_at=None)
    if receipt_ids is not None:
        rows = rows.filter(pk__in=list(receipt_ids))
    found = list(rows)
    for row in found:
        row.reminded_at, row.reminders = at, min(row.reminders + 1, 1000)
    Receipt.objects.bulk_update(found, ["reminded_at", "reminders"])
    note(reminded=len(found))
    return len(found)


@action(needs=Permission.DIRECTIVE_SEE)
def open_(*, by: Actor, at: datetime, document_id: UUID) -> int:
    """Somebody the document was sent to has it before him; the first time is kept."""
    document = queries.get(by=by, document_id=document_id)
    about(document)
    mine = [row.pk for row in queries.mine(by=by, document=document) if row.opened_at is None]
    return Receipt.objects.filter(pk__in=mine, opened_at=None).update(opened_at=at, opened_by=by.id)


@action(needs=Permission.DIRECTIVE_SEE)
def understand(*, by: Actor, at: datetime, document_id: UUID, remark: str = "") -> int:
    """Confirm "đã đọc, đã hiểu" for himself and for his agency. Refused when it was not sent to him."""
    document = queries.get(by=by, document_id=document_id)
    about(document)
    mine = queries.mine(by=by, document=document)
    if not mine:
        raise Refused(_("Văn bản này không gửi đích danh cho bạn hay cơ quan của bạn."))
    waiting = Receipt.objects.filter(pk__in=[row.pk for row in mine], understood_at=None)
    waiting.filter(opened_at=None).update(opened_at=at, opened_by=by.id)
    return waiting.update(understood_at=at, understood_by=by.id, note=squeeze(remark)[:300])


def deliver(document: Document, agency_ids: Iterable[UUID], *, by: Actor, at: datetime) -> int:
    """One line for each agency that has none yet."""
    wanted = list(dict.fromkeys(agency_ids))
    rows = Receipt.objects.filter(document=document, agency_id__in=wanted, user_id=None)
    known = set(rows.values_list("agency_id", flat=True))
    made = [Receipt(document=document, agency_id=one, sent_at=at, sent_by=by.id) for one in wanted if one not in known]
    Receipt.objects.bulk_create(made)
    return len(made)


def _persons(document: Document, staff: Iterable[tuple[UUID, UUID]], *, by: Actor, at: datetime) -> int:
    pairs = list(dict.fromkeys(staff))
    rows = Receipt.objects.filter(document=document, user_id__in=[user for _agency, user in pairs])
    known = set(rows.values_list("agency_id", "user_id"))
    made = [
        Receipt(document=document, agency_id=agency, user_id=user, sent_at=at, sent_by=by.id)
        for agency, user in pairs
        if (agency, user) not in known
    ]
    Receipt.objects.bulk_create(made)
    return len(made)
