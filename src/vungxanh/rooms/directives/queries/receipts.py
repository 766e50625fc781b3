"""Who got a document, who opened it, who said that he read and understood it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives.models import Document, Receipt
from vungxanh.rooms.directives.queries.register import sent_to


@dataclass(frozen=True, slots=True)
class Reader:
    """A receipt with its names."""

    receipt: Receipt
    agency: str
    person: str = ""
    opened_by: str = ""
    understood_by: str = ""


def readers(*, by: Actor, document: Document) -> list[Reader]:
    """Everybody a document (already seen to be his) was sent to: those who have not read it first.

    Somebody of a receiving agency, who does not see the whole register, is shown his own lines only.
    """
    rows = Receipt.objects.filter(document=document).select_related("agency")
    if not by.may(Permission.DIRECTIVE_SEE, document.area_path):
        rows = rows.filter(sent_to(by))
    found = list(rows.order_by("agency__area_path", "agency__name", "id"))
    names = agencies.names({u for r in found for u in (r.user_id, r.opened_by, r.understood_by) if u})
    made = [
        Reader(
            receipt=row,
            agency=row.agency.name,
            person=names.get(row.user_id, "") if row.user_id else "",
            opened_by=names.get(row.opened_by, "") if row.opened_by else "",
            understood_by=names.get(row.understood_by, "") if row.understood_by else "",
        )
        for row in found
    ]
    return sorted(made, key=lambda one: (one.receipt.understood_at is not None, one.receipt.opened_at is not None))


def mine(*, by: Actor, document: Document) -> list[Receipt]:
    """His own receipts of a document: the ones he may confirm."""
    return list(Receipt.objects.filter(sent_to(by), document=document).order_by("id"))


def unread(*, by: Actor) -> QuerySet[Receipt]:
    """His receipts not yet confirmed as read and understood, of documents that still hold; with their documents."""
    rows = Receipt.objects.filter(sent_to(by), understood_at=None, document__superseded_by=None)
    return rows.select_related("document", "agency").order_by("-reminded_at", "-sent_at", "-id")


def unread_count(*, by: Actor) -> int:
    """How many documents wait to be read by him."""
    return Receipt.objects.filter(sent_to(by), understood_at=None, document__superseded_by=None).count()


def understood_counts(*, document_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """For documents already seen to be his: (confirmed, sent) of each that was sent to anybody."""
    rows = Receipt.objects.filter(document_id__in=list(document_ids)).order_by().values("document_id")
    counted = rows.annotate(sent=Count("pk"), done=Count("pk", filter=Q(understood_at__isnull=False)))
    return {row["document_id"]: (row["done"], row["sent"]) for row in counted}
