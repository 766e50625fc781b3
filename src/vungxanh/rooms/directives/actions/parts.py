"""What several actions need: the document to work on, numbers out of a book, the searchable text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.audit import about
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.models import Book, BookYear, Document, DocumentText, DraftTask
from vungxanh.rooms.directives.rules import Direction, DraftState, State


def document_of(by: Actor, document_id: UUID, needs: Permission = Permission.DIRECTIVE_RECORD) -> Document:
    """The document, locked; NotYours without the right over its register."""
    found = queries.get(by=by, document_id=document_id)
    by.check(needs, found.area_path)
    locked = Document.objects.select_for_update().select_related("book").get(pk=found.pk)
    about(locked)
    return locked


def draft_of(by: Actor, document_id: UUID, draft_id: UUID) -> DraftTask:
    """A draft that may still be changed; Refused once it was given."""
    document = document_of(by, document_id)
    draft = DraftTask.objects.select_for_update().get(
        pk=queries.draft(by=by, document_id=document_id, draft_id=draft_id).pk
    )
    if draft.state == DraftState.ACCEPTED:
        raise Refused(_("Nhiệm vụ này đã giao; từ đây sửa ở trang của nhiệm vụ."))
    draft.document = document
    return draft


def book_of(*, area_path: str, direction: Direction, book_id: UUID | None = None) -> Book:
    """The register a document goes into: the one chosen, else the authority's own, made at its first document."""
    if book_id is not None:
        found = Book.objects.filter(pk=book_id, area_path=area_path, direction=direction, active=True).first()
        if found is None:
            raise Refused(_("Không có sổ này ở địa bàn đã chọn."), field="book")
        return found
    made: Book = Book.objects.get_or_create(
        area_path=area_path, direction=direction, name=rules.BOOK_NAMES[direction], defaults={"active": True}
    )[0]
    return made


def next_number(book: Book, at: datetime) -> tuple[int, int]:
    """(year, number): the next one of the book; numbers begin anew on 1 January and never have a gap."""
    year = timezone.localdate(at).year
    BookYear.objects.get_or_create(book=book, year=year)
    BookYear.objects.filter(book=book, year=year).update(last_no=F("last_no") + 1)
    return year, BookYear.objects.get(book=book, year=year).last_no


def index(document: Document, text: str | None = None, anomalies: Sequence[dict[str, Any]] | None = None) -> None:
    """Write what the search looks into: header and text; ``text`` None keeps the text there is."""
    words = DocumentText.objects.filter(document=document).first() or DocumentText(document=document)
    if text is not None:
        words.text = text
    if anomalies is not None:
        words.anomalies = list(anomalies)
    head = (
        document.number_symbol, document.subject, document.issuer_name, document.parent_body, document.signer,
        document.signer_title, document.place, *document.addressees, *document.recipients, document.note,
    )  # fmt: skip
    words.folded = rules.search_text(*head, words.text)
    words.save()


def must_be_open(document: Document) -> None:
    """Refused when a later document took its place."""
    if document.superseded_by_id is not None:
        raise Refused(_("Văn bản này đã bị thay thế; không giao thêm nhiệm vụ từ đây."))


def reopened(document: Document) -> None:
    """A change to the tasks after the check: it must be checked again."""
    if document.state == State.CHECKED:
        document.state = State.READ
        document.save(update_fields=["state"])
