"""The register: what one may see of it, and finding in it."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common import files
from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.models import Book, Document, DocumentText, Receipt
from vungxanh.rooms.directives.rules import State


def agencies_of(by: Actor) -> list[UUID]:
    """The agencies for which he may read documents."""
    return [s.agency_id for s in by.scopes if s.agency_id and Permission.DIRECTIVE_SEE in s.permissions]


def sent_to(by: Actor) -> Q:
    """Receipts addressed to him or to an agency he works for."""
    found = Q(agency_id__in=agencies_of(by), user_id=None)
    return found | Q(user_id=by.id) if by.id is not None and by.may(Permission.DIRECTIVE_SEE) else found


def visible(by: Actor) -> QuerySet[Document]:
    """Documents in the registers of his areas, and those sent to him or his agency from elsewhere; unordered."""
    inside = seen(by, Permission.DIRECTIVE_SEE)
    if "" in by.areas(Permission.DIRECTIVE_SEE):
        return Document.objects.all()
    return Document.objects.filter(inside | Q(pk__in=Receipt.objects.filter(sent_to(by)).values("document_id")))


def get(*, by: Actor, document_id: UUID) -> Document:
    """One document; NotYours when it is neither in his areas nor sent to him."""
    found = visible(by).select_related("book", "superseded_by", "issuer").filter(pk=document_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy văn bản này, hoặc văn bản chưa gửi cho bạn."))
    return found


def text_of(document: Document) -> DocumentText:
    """What a document (already seen to be his) says; an empty one before it was read."""
    return DocumentText.objects.filter(document=document).first() or DocumentText(document=document)


def like(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Documents with all the words, with or without diacritics, anywhere in header or text; the last may be unfinished."""
    words = rules.search_words(text)
    if not words:
        return rows
    return rows.filter(pk__in=DocumentText.objects.filter(folded__matches=" ".join(words)).values("document_id"))


def find(*, by: Actor, text: str, limit: int = 12) -> list[Document]:
    """Documents for a search box: by number first, then by words, the newest first."""
    if len(rules.search_text(text)) < 2:
        return []
    rows = visible(by)
    key, number = rules.key_of(text), text.strip().lstrip("0")
    same = Q(ns_key__startswith=key) if key else Q(ns_key__startswith=f"{number}/") if number.isdecimal() else None
    found = list(rows.filter(same).order_by("-id")[:limit]) if same is not None else []
    known = {row.pk for row in found}
    more = [row for row in like(rows, text).order_by("-id")[:limit] if row.pk not in known]
    return [*found, *more][:limit]


def books(*, by: Actor, area_path: str) -> list[Book]:
    """Open registers of one authority, incoming first."""
    by.check(Permission.DIRECTIVE_SEE, area_path)
    return list(Book.objects.filter(area_path=area_path, active=True).order_by("direction", "id"))


def same_file(*, by: Actor, area_path: str, sha256: str) -> Document | None:
    """The document of this register whose electronic copy is this very file."""
    by.check(Permission.DIRECTIVE_SEE, area_path)
    return Document.objects.filter(area_path=area_path, file_sha256=sha256).first() if sha256 else None


def same_number(*, by: Actor, document: Document) -> list[Document]:
    """Others in the same register with the same number, symbol and (as far as known) day: probably entered twice.

    Without a number: those of the same subject, issuer and kind, as when a PDF follows the DOCX.
    """
    if not document.ns_key or not document.number:
        same = visible(by).filter(area_path=document.area_path, number="", kind=document.kind)
        same = same.filter(subject=document.subject, issuer_name=document.issuer_name).exclude(pk=document.pk)
        return list(same.order_by("-id")[:5]) if document.subject and document.direction == "in" else []
    rows = visible(by).filter(ns_key=document.ns_key, area_path=document.area_path).exclude(pk=document.pk)
    mine = document.issued
    return [row for row in rows[:5] if row.issued is None or row.issued.fits(mine)]


def copy_of(*, by: Actor, document_id: UUID) -> tuple[Document, bytes]:
    """The electronic copy, its hash computed again. NotYours without one; Refused when it is damaged."""
    found = get(by=by, document_id=document_id)
    if not found.file_sha256:
        raise NotYours(_("Văn bản này không có bản điện tử."))
    return found, files.read(rules.FOLDER, found.file_sha256)


def expired(on: date) -> Q:
    """The condition "does not hold any more on this day"."""
    return Q(superseded_on__lte=on) | Q(expires_on__lt=on)


def waiting(*, by: Actor) -> QuerySet[Document]:
    """Incoming documents on which somebody of his areas must still work: to read, to check, to accept; unordered."""
    open_ = [State.REGISTERED, State.READ, State.CHECKED]
    inside = seen(by, Permission.DIRECTIVE_RECORD) | seen(by, Permission.DIRECTIVE_ISSUE)
    return Document.objects.filter(inside, state__in=open_, direction=rules.Direction.INCOMING)


def counts(*, by: Actor) -> dict[State, int]:
    """How many documents he sees in each state; zeros too."""
    found = dict(visible(by).order_by().values_list("state").annotate(n=Count("pk")))
    return {state: found.get(state.value, 0) for state in State}
