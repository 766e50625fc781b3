"""Own documents: what one may see and work on, its versions, its paper."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.common.papers import Paper
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.models import BookYear, Document
from vungxanh.rooms.directives.own_models import OwnDocument, OwnVersion
from vungxanh.rooms.directives.queries.matching import match
from vungxanh.rooms.directives.rules import composing, own

GROUPS = (
    "UBND các xã", "UBND các xã, thị trấn", "UBND cấp xã", "Trạm Y tế các xã", "Công an các xã", "Trung tâm Chỉ huy các xã",
    "Ban Chỉ đạo các xã", "Ban Chỉ huy Quân sự các xã",
)  # fmt: skip


def own_documents(by: Actor) -> QuerySet[OwnDocument]:
    """Those of bodies in the areas where he records or issues documents; unordered."""
    return OwnDocument.objects.filter(
        seen(by, Permission.DIRECTIVE_RECORD) | seen(by, Permission.DIRECTIVE_ISSUE)
    ).select_related("issuer", "document", "implements")


def own_document(by: Actor, own_id: UUID) -> OwnDocument:
    """One; NotYours outside his areas."""
    found = own_documents(by).filter(pk=own_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy bản soạn này, hoặc nó ngoài địa bàn của bạn."))
    return found


def versions(by: Actor, own_id: UUID) -> list[OwnVersion]:
    """All its versions, newest first."""
    return list(OwnVersion.objects.filter(own=own_document(by, own_id)).order_by("-number"))


def version(by: Actor, own_id: UUID, number: int) -> OwnVersion:
    """One of them; NotYours when there is none."""
    found = OwnVersion.objects.filter(own=own_document(by, own_id), number=number).first()
    if found is None:
        raise NotYours(_("Không có phiên bản này."))
    return found


def paper(found: OwnDocument) -> Paper:
    """The paper of a document already seen to be his: with number and day once it is issued."""
    given = found.document
    return composing.paper_of(
        found.kind, found.facts, found.body, number=given.number if given else "",
        day=given.issued_on if given else None, year=timezone.localdate(found.changed_at).year,
    )  # fmt: skip


def book_name(found: OwnDocument) -> str:
    """The book its number comes from: one for each body and kind of document."""
    kind = _(rules.KINDS[found.kind].name)
    return f"{kind} – {found.issuer.short_name or found.issuer.name}"[:80]


def next_number(found: OwnDocument, year: int) -> int:
    """The number it would get now."""
    rows = BookYear.objects.filter(
        book__area_path=found.area_path,
        book__direction=rules.Direction.OUTGOING,
        book__name=book_name(found),
        year=year,
    )
    return (rows.values_list("last_no", flat=True).first() or 0) + 1


def group_name(by: Actor, area_path: str, ids: tuple[str, ...]) -> str:
    """What a choice of several agencies is called in documents: "UBND các xã"; "" when it is no such group."""
    if len(ids) < 2:
        return ""
    found = match(by=by, area_path=area_path, names=GROUPS)
    return next((name for name in GROUPS if set(found[name].ids) == set(ids)), "")


def issuers(by: Actor, needs: Permission = Permission.DIRECTIVE_RECORD) -> list[tuple[str, str]]:
    """Bodies for which he may write: those of his own level (a district does not write for a commune), his own first."""
    own_ids = {scope.agency_id for scope in by.scopes}
    rows = agencies.visible_agencies(by).filter(seen(by, needs), active=True, kind__in=WRITERS)
    found = sorted(
        rows, key=lambda a: (a.pk not in own_ids, a.area_path.count("/"), a.area_path, WRITERS.index(a.kind), a.name)
    )
    level = [a for a in found if a.area_path in by.areas(needs) or a.pk in own_ids]
    return [(str(a.pk), a.name) for a in (level or found)[:400]]


WRITERS = (
    "committee",
    "command",
    "party",
    "health",
    "police",
    "military",
    "department",
    "front",
    "inspection",
    "hospital",
)


def plans_for(by: Actor, document: Document) -> list[tuple[str, list[OwnDocument]]]:
    """Bodies that must carry out a document (already seen to be his), each with the own documents it issued for it."""
    rows = document.receipts.filter(user_id=None).select_related("agency").order_by("agency__area_path", "agency__name")
    bodies = {row.agency_id: row.agency for row in rows}
    seen_plans = OwnDocument.objects.filter(implements=document, state=own.OwnState.ISSUED)
    if not by.may(Permission.DIRECTIVE_SEE, document.area_path):
        seen_plans = seen_plans.filter(
            seen(by, Permission.DIRECTIVE_SEE) | Q(issuer_id__in=[s.agency_id for s in by.scopes])
        )
    plans: dict[UUID, list[OwnDocument]] = {}
    for plan in seen_plans.select_related("document", "issuer").order_by("id"):
        plans.setdefault(plan.issuer_id, []).append(plan)
        bodies.setdefault(plan.issuer_id, plan.issuer)
    return [(body.name, plans.get(pk, [])) for pk, body in bodies.items()]


def receivers(by: Actor, found: OwnDocument) -> list[UUID]:
    """Who gets it when it is issued: those chosen, and those surely named in Kính gửi and Nơi nhận; without its tasks' own."""
    named = [*found.facts.addressees, *found.facts.recipients]
    matched = match(by=by, area_path=found.area_path, names=named)
    ids = [*found.send_to, *(one for body in matched.values() for one in body.ids)]
    return [UUID(one) for one in dict.fromkeys(ids)]
