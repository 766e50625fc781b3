"""Own documents are begun from a template, written part by part, each change a version, taken back or dropped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.own_models import OwnDocument, OwnVersion
from vungxanh.rooms.directives.queries import own as reads
from vungxanh.rooms.directives.rules import own, templates
from vungxanh.rooms.directives.rules.own import Head, OwnState, Part, PartKind

MOST_PARTS = 400


@action(needs=Permission.DIRECTIVE_RECORD)
def begin_own(
    *, by: Actor, at: datetime, kind: str, issuer_id: UUID, subject: str = "", implements_id: UUID | None = None
) -> OwnDocument:
    """Begin a document for a body; ``kind``: a kind or another template's key. Head and signer out of the directory."""
    if kind not in templates.TEMPLATES:
        raise Refused(_("Chọn loại văn bản."), field="kind")
    body = agencies.agency(by, issuer_id)
    by.check(Permission.DIRECTIVE_RECORD, body.area_path)
    source = queries.get(by=by, document_id=implements_id) if implements_id else None
    place = agencies.place_of(body.area_path)
    letters = own.org_letters(body.name, body.short_name)
    found = own.template(kind, issuer=body.name, unit=place.unit.lower(), org=letters)
    head_post = agencies.heads(by, [body.pk]).get(body.pk)
    head = replace(
        found.head, subject=squeeze(subject)[:2000], issuer=body.name, symbol=found.symbol, place=place.name,
        title=own.signing_title(head_post.title) if head_post else "", signer=head_post.name if head_post else "",
        capacity=f"TM. {body.name.split(place.unit.lower())[0].strip()}" if body.kind == "committee" else "",
        grounds=(f"{source} của {source.issuer_name}", *found.head.grounds) if source else found.head.grounds,
    )  # fmt: skip
    texts = templates.with_members(found.parts, agencies.members_duties(by, body.pk))
    parts = [Part(new_id().hex, part_kind, text) for part_kind, text in texts]
    made = OwnDocument.objects.create(
        area_path=body.area_path, issuer=body, kind=templates.TEMPLATES[kind][0], subject=head.subject, head=head.plain(),
        parts=[part.plain() for part in parts], implements=source, created_at=at, created_by=by.id, changed_at=at,
        changed_by=by.id,
    )  # fmt: skip
    _keep_version(made, by, at, _("Bắt đầu từ mẫu"))
    about(made)
    return made


@action(needs=Permission.DIRECTIVE_RECORD, hide=("head",))
def change_head(
    *,
    by: Actor,
    at: datetime,
    own_id: UUID,
    head: Head,
    send_to: Sequence[UUID] = (),
    seen: int = 0,
) -> OwnDocument:
    """Change what stands around the body. ``seen``: the version it was written against; 0 does not ask."""
    found = _open(by, own_id)
    if seen and seen != found.version and _then(found, seen).head != found.head:
        raise Refused(_("Người khác vừa sửa phần này; mở lại để xem bản mới rồi sửa tiếp."))
    known = set(agencies.known_agencies(by).filter(pk__in=list(send_to)).values_list("pk", flat=True))
    if set(send_to) - known:
        raise Refused(_("Có cơ quan không nằm trong danh bạ bạn được xem."), field="send_to")
    if head.urgency not in {u.value for u in rules.Urgency}:
        raise Refused(_("Chọn độ khẩn trong danh sách."), field="urgency")
    found.head = replace(head, subject=squeeze(head.subject)[:2000]).plain()
    found.subject = found.head["subject"]
    found.send_to = [str(one) for one in dict.fromkeys(send_to)]
    return _save(found, by, at, _("Sửa phần đầu, nơi nhận, người ký"))


@action(needs=Permission.DIRECTIVE_RECORD, hide=("part",))
def put_part(*, by: Actor, at: datetime, own_id: UUID, part: Part, after: str = "", seen: int = 0) -> OwnDocument:
    """Write a part: a new one behind ``after`` (else at the end), or a known one anew."""
    found = _open(by, own_id)
    text = part.content.text if part.content else part.text
    if len(squeeze(text)) < 2:
        raise Refused(_("Ghi nội dung."), field="text")
    if (part.kind is PartKind.TASK) != (part.content is not None):
        raise Refused(_("Nhiệm vụ phải có nội dung, cơ quan chủ trì."), field="text")
    known = next((p for p in found.body if p.id == part.id), None)
    if seen and seen != found.version and _part_then(found, seen, part.id) != known:
        raise Refused(_("Người khác vừa sửa đoạn này; mở lại để xem bản mới rồi sửa tiếp."))
    parts = own.put(found.body, part, after)
    if len(parts) > MOST_PARTS:
        raise Refused(_("Văn bản quá dài: nhiều nhất 400 đoạn."))
    what = _("Sửa một đoạn") if known else _("Thêm một đoạn")
    return _save_parts(found, parts, by, at, what)


@action(needs=Permission.DIRECTIVE_RECORD)
def move_part(*, by: Actor, at: datetime, own_id: UUID, part_id: str, up: bool) -> OwnDocument:
    """One place up or down."""
    found = _open(by, own_id)
    return _save_parts(found, own.moved(found.body, part_id, -1 if up else 1), by, at, _("Đổi thứ tự"))


@action(needs=Permission.DIRECTIVE_RECORD)
def remove_part(*, by: Actor, at: datetime, own_id: UUID, part_id: str) -> OwnDocument:
    """Take a part out; earlier versions keep it."""
    found = _open(by, own_id)
    return _save_parts(found, [p for p in found.body if p.id != part_id], by, at, _("Bỏ một đoạn"))


@action(needs=Permission.DIRECTIVE_RECORD)
def restore_version(*, by: Actor, at: datetime, own_id: UUID, number: int) -> OwnDocument:
    """Make it again as it was; what it is now stays a version too."""
    found = _open(by, own_id)
    then = reads.version(by, own_id, number)
    found.head, found.parts, found.subject = then.head, then.parts, str(then.head.get("subject", ""))
    return _save(found, by, at, _("Trở lại phiên bản %(n)d") % {"n": number})


@action(needs=Permission.DIRECTIVE_RECORD)
def drop_own(*, by: Actor, at: datetime, own_id: UUID, reason: str) -> OwnDocument:
    """It will not be issued; nothing is deleted."""
    found = _open(by, own_id)
    if len(squeeze(reason)) < 5:
        raise Refused(_("Ghi lý do, ít nhất vài chữ."), field="reason")
    found.state, found.dropped_for = OwnState.DROPPED, squeeze(reason)[:300]
    found.save(update_fields=["state", "dropped_for"])
    note(reason=found.dropped_for)
    return found


def _open(by: Actor, own_id: UUID) -> OwnDocument:
    """The document, locked; Refused once it is issued or dropped."""
    found = reads.own_document(by, own_id)
    by.check(Permission.DIRECTIVE_RECORD, found.area_path)
    locked = OwnDocument.objects.select_for_update().get(pk=found.pk)
    about(locked)
    if locked.state != OwnState.WRITING:
        raise Refused(_("Bản soạn này đã ban hành hoặc đã bỏ; không sửa được nữa."))
    return locked


def _then(found: OwnDocument, number: int) -> OwnVersion:
    return OwnVersion.objects.filter(own=found, number=number).first() or OwnVersion(head=found.head, parts=found.parts)


def _part_then(found: OwnDocument, number: int, part_id: str) -> Part | None:
    return next((own.part_of(p) for p in _then(found, number).parts if p["id"] == part_id), None)


def _save_parts(found: OwnDocument, parts: Sequence[Part], by: Actor, at: datetime, what: str) -> OwnDocument:
    found.parts = [part.plain() for part in parts]
    return _save(found, by, at, what)


def _save(found: OwnDocument, by: Actor, at: datetime, what: str) -> OwnDocument:
    newest = OwnVersion.objects.filter(own=found).order_by("-number").first()
    if newest is not None and (newest.head, newest.parts) == (found.head, found.parts):
        found.save(update_fields=["send_to"])
        return found
    found.version += 1
    found.changed_at, found.changed_by = at, by.id
    found.save(update_fields=["head", "parts", "subject", "send_to", "version", "changed_at", "changed_by"])
    _keep_version(found, by, at, what)
    note(version=found.version, what=what)
    return found


def _keep_version(found: OwnDocument, by: Actor, at: datetime, what: str) -> None:
    OwnVersion.objects.create(
        own=found, number=found.version, at=at, by_id=by.id, by_name=by.name[:120], what=what, head=found.head,
        parts=found.parts,
    )  # fmt: skip
