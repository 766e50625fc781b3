"""An own document is issued: number out of its book, into the register, tasks given, sent to those who must read it."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import papers
from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.actions.accepting import accept
from vungxanh.rooms.directives.actions.parts import index, next_number
from vungxanh.rooms.directives.actions.registering import attach
from vungxanh.rooms.directives.actions.sending import deliver
from vungxanh.rooms.directives.events import DocumentRegistered
from vungxanh.rooms.directives.models import Book, BookYear, Document, DocumentLink, DraftTask
from vungxanh.rooms.directives.own_models import OwnDocument
from vungxanh.rooms.directives.queries import own as reads
from vungxanh.rooms.directives.rules import Direction, DraftState, Relation, State, composing, own
from vungxanh.rooms.directives.rules.own import OwnState, Part, PartKind


@action(needs=Permission.DIRECTIVE_ISSUE)
def issue(*, by: Actor, at: datetime, own_id: UUID) -> Document:
    """Issue it today: the next number of its book, without gaps; asked twice, issued once.

    Its tasks are given to their agencies; they, those of Kính gửi and Nơi nhận, and those in ``send_to`` get it and are asked to confirm reading.
    Refused, and no number is used, while anything of it is not ready.
    """
    found = _locked(by, own_id)
    if found.document is not None:
        return found.document
    if found.state != OwnState.WRITING:
        raise Refused(_("Bản soạn này đã bỏ."))
    reasons = own.unready(found.facts, found.body)
    if reasons:
        raise Refused(_(reasons[0]))
    book = _book(found)
    year, number = next_number(book, at)
    made = _register(found, book, year, number, by=by, at=at)
    found.document, found.state = made, OwnState.ISSUED
    found.changed_at, found.changed_by = at, by.id
    found.save(update_fields=["document", "state", "changed_at", "changed_by"])
    accept(by=by, at=at, document_id=made.pk)
    made.refresh_from_db()
    made.state = State.ISSUED
    made.save(update_fields=["state"])
    deliver(made, reads.receivers(by, found), by=by, at=at)
    about(made)
    note(number_symbol=made.number_symbol, version=found.version)
    tell(DocumentRegistered(document_id=made.pk))
    return made


@action(needs=Permission.DIRECTIVE_ISSUE)
def count_from(*, by: Actor, at: datetime, own_id: UUID, last_no: int) -> int:
    """The book on paper has reached ``last_no`` this year: its next document gets the number after. Never back."""
    found = _locked(by, own_id)
    book, year = _book(found), timezone.localdate(at).year
    line = BookYear.objects.get_or_create(book=book, year=year)[0]
    if not line.last_no <= last_no <= 99_999:
        raise Refused(_("Sổ đã đến số %(n)d; không lùi lại được.") % {"n": line.last_no}, field="last_no")
    note(before=line.last_no, after=last_no)
    line.last_no = last_no
    line.save(update_fields=["last_no"])
    return last_no


def keep_copy(*, by: Actor, at: datetime, document_id: UUID, own_id: UUID) -> Document:
    """Make the electronic copy of an issued document and attach it: a PDF, a DOCX where none can be made.

    Outside the transaction of issuing, for it takes a second; called again it does nothing.
    """
    found = reads.own_document(by, own_id)
    if found.document is None or found.document.file_sha256:
        return found.document or Document.objects.get(pk=document_id)
    paper = reads.paper(found)
    try:
        data, ending = papers.pdf(paper), "pdf"
    except Refused:
        data, ending = papers.docx(paper), "docx"
    kept: Document = attach(by=by, at=at, document_id=document_id, data=data, name=papers.file_name(paper, ending))
    return kept


def _locked(by: Actor, own_id: UUID) -> OwnDocument:
    found = reads.own_document(by, own_id)
    by.check(Permission.DIRECTIVE_ISSUE, found.area_path)
    locked = OwnDocument.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=found.pk)
    about(locked)
    return locked


def _book(found: OwnDocument) -> Book:
    made: Book = Book.objects.get_or_create(
        area_path=found.area_path, direction=Direction.OUTGOING, name=reads.book_name(found)
    )[0]
    return made


def _register(found: OwnDocument, book: Book, year: int, number: int, *, by: Actor, at: datetime) -> Document:
    head, day = found.facts, timezone.localdate(at)
    printed = papers.numbered(str(number))
    number_symbol = rules.joined(printed, head.symbol)[:90]
    made = Document.objects.create(
        area_path=found.area_path, direction=Direction.OUTGOING, book=book, register_year=year, register_no=number,
        number=printed, symbol=head.symbol[:60], number_symbol=number_symbol, ns_key=rules.key_of(number_symbol),
        kind=found.kind, urgency=head.urgency, issuer_name=head.issuer[:200], issuer=found.issuer,
        parent_body=head.parent[:200], place=head.place[:80], issued_on=day, subject=head.subject,
        signer=head.signer[:120], signer_title=head.title[:160], addressees=list(head.addressees),
        recipients=list(head.recipients), received_at=at, state=State.CHECKED, created_at=at, created_by=by.id,
        read_at=at, checked_at=at, checked_by=by.id,
    )  # fmt: skip
    _say(found, made, printed, day)
    if found.implements is not None and found.implements.ns_key:
        above = found.implements
        DocumentLink.objects.create(
            document=made, relation=Relation.IMPLEMENTS, number_symbol=above.number_symbol, ns_key=above.ns_key,
            issued_on=above.issued_on, issued_month_only=above.issued_month_only, issuer_name=above.issuer_name,
            by_hand=True,
        )  # fmt: skip
    return made


def _say(found: OwnDocument, made: Document, printed: str, day: date) -> None:
    """The text of the document, and its tasks in it as if they had been read and checked."""
    paper = composing.paper_of(found.kind, found.facts, found.body, number=printed, day=day)
    text, places = composing.text_of(paper, found.body)
    index(made, text=text)
    refs = {line.part.id: line.ref for line in own.numbered(found.body)}
    rows = [_draft(made, part, refs[part.id], places[part.id]) for part in found.body if _is_task(part)]
    DraftTask.objects.bulk_create(rows)


def _is_task(part: Part) -> bool:
    return part.kind is PartKind.TASK and part.content is not None


def _draft(document: Document, part: Part, ref: str, place: tuple[int, int]) -> DraftTask:
    plain = own.plain_content(part.content) if part.content else {}
    return DraftTask(
        document=document, ref=ref[:60], start=place[0], end=place[1], text=plain["text"], lead=plain["lead"],
        with_bodies=plain["with"], report_to=plain["report_to"], due=plain["due"], targets=plain["targets"],
        condition=plain["condition"], area_of_work=plain["area_of_work"], state=DraftState.EDITED,
    )  # fmt: skip
