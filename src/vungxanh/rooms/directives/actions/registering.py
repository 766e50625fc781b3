"""Documents enter the register, get their electronic copy, and are corrected."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common import files
from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.actions.parts import book_of, document_of, index, next_number
from vungxanh.rooms.directives.events import DocumentRegistered
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.directives.rules import Direction, State, Urgency

_LONGEST = {
    "number": 20,
    "symbol": 60,
    "issuer_name": 200,
    "parent_body": 200,
    "place": 80,
    "signer": 120,
    "signer_title": 160,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register says of a document. ``issued``: a day or a month as typed ("17/8/2021", "8/2021")."""

    number: str = ""
    symbol: str = ""
    kind: str = ""
    urgency: str = ""
    issuer_name: str = ""
    issuer_id: UUID | None = None
    parent_body: str = ""
    place: str = ""
    issued: str = ""
    subject: str = ""
    signer: str = ""
    signer_title: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    received_at: datetime | None = None
    expires_on: date | None = None
    note: str = ""


@action(needs=Permission.DIRECTIVE_RECORD, area="area_path", hide=("facts",))
def register(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    direction: Direction = Direction.INCOMING,
    facts: Facts = Facts(),
    data: bytes | None = None,
    name: str = "",
    book_id: UUID | None = None,
) -> Document:
    """Enter a document under the next number of its book. The same file again gives the document that is there.

    ``data``: the electronic copy, kept outside the database. Refused without a file and without a subject.
    """
    if not area_path:
        raise Refused(_("Chọn địa bàn có sổ văn bản."), field="area_path")
    kind = rules.file_type(name, data) if data is not None else ""
    sha256 = files.keep(rules.FOLDER, data) if data is not None else ""
    known = queries.same_file(by=by, area_path=area_path, sha256=sha256)
    if known is not None:
        note(known=True)
        about(known)
        return known
    if data is None and not squeeze(facts.subject):
        raise Refused(_("Ghi trích yếu, hoặc gửi kèm bản điện tử."), field="subject")
    book = book_of(area_path=area_path, direction=Direction(direction), book_id=book_id)
    year, number = next_number(book, facts.received_at or at)
    made = Document(
        area_path=area_path, direction=direction, book=book, register_year=year, register_no=number,
        created_at=at, created_by=by.id, file_name=squeeze(name)[:200], file_type=kind, file_size=len(data or b""),
        file_sha256=sha256, state=State.REGISTERED,
    )  # fmt: skip
    for field, value in _values(by, facts).items():
        setattr(made, field, value)
    made.received_at = made.received_at or at
    made.save(force_insert=True)
    index(made)
    about(made)
    note(register_no=number, register_year=year)
    tell(DocumentRegistered(document_id=made.pk))
    return made


@action(needs=Permission.DIRECTIVE_RECORD)
def attach(*, by: Actor, at: datetime, document_id: UUID, data: bytes, name: str) -> Document:
    """Add the electronic copy to a document that was registered from paper."""
    document = document_of(by, document_id)
    if document.file_sha256:
        raise Refused(_("Văn bản này đã có bản điện tử; bản đã vào sổ không thay được."), field="uploads")
    kind = rules.file_type(name, data)
    sha256 = files.keep(rules.FOLDER, data)
    if queries.same_file(by=by, area_path=document.area_path, sha256=sha256):
        raise Refused(_("Tệp này đã nằm trong sổ, ở một văn bản khác."), field="uploads")
    amend(document, file_sha256=sha256, file_type=kind, file_size=len(data), file_name=squeeze(name)[:200])
    return document


@action(needs=Permission.DIRECTIVE_RECORD, hide=("facts",))
def correct(*, by: Actor, at: datetime, document_id: UUID, facts: Facts, reason: str = "") -> Document:
    """Put right what the register says; before and after stay in the history."""
    document = document_of(by, document_id)
    if not squeeze(facts.subject) and not document.file_sha256:
        raise Refused(_("Ghi trích yếu."), field="subject")
    values = _values(by, facts)
    if values["received_at"] is None:
        values.pop("received_at")
    if amend(document, **values):
        index(document)
    if squeeze(reason):
        note(reason=squeeze(reason)[:300])
    return document


def _values(by: Actor, facts: Facts) -> dict[str, Any]:
    given = {f.name: getattr(facts, f.name) for f in fields(facts)}
    values: dict[str, Any] = {name: squeeze(given[name])[:most] for name, most in _LONGEST.items()}
    if facts.kind and facts.kind not in rules.KINDS:
        raise Refused(_("Chọn loại văn bản trong danh sách."), field="kind")
    if facts.urgency not in {u.value for u in Urgency}:
        raise Refused(_("Chọn độ khẩn trong danh sách."), field="urgency")
    if facts.issuer_id is not None:
        values["issuer_name"] = values["issuer_name"] or agencies.known_agency(by, facts.issuer_id).name
    day = rules.day_of(facts.issued)
    number_symbol = rules.joined(values["number"], values["symbol"])[:90]
    return values | {
        "number_symbol": number_symbol,
        "ns_key": rules.key_of(number_symbol),
        "kind": facts.kind,
        "urgency": facts.urgency,
        "issuer_id": facts.issuer_id,
        "issued_on": day.on if day else None,
        "issued_month_only": bool(day and day.month_only),
        "subject": squeeze(facts.subject)[:2000],
        "addressees": [squeeze(line)[:300] for line in facts.addressees if squeeze(line)][:60],
        "recipients": [squeeze(line)[:300] for line in facts.recipients if squeeze(line)][:60],
        "received_at": facts.received_at,
        "expires_on": facts.expires_on,
        "note": facts.note.strip()[:2000],
    }
