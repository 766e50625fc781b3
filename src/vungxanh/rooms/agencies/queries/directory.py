"""The directory: which bodies one knows, what else they are called, who heads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre, trail
from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _noop
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models import Agency, AgencyAlias, Post
from vungxanh.rooms.agencies.queries.staff import staff, valid_on, visible_agencies
from vungxanh.rooms.places import queries as places


@dataclass(frozen=True, slots=True)
class Head:
    """The person who answers for a body now."""

    agency_id: UUID
    post_id: UUID
    title: str
    name: str
    user_id: UUID | None
    phone: str
    since: date


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who may be put in charge: ``key`` is ``post:<id>`` or ``user:<id>``."""

    key: str
    name: str
    title: str


def known_agencies(by: Actor) -> QuerySet[Agency]:
    """Agencies he sees, and those of the areas above his: everybody knows who his superiors are. Unordered."""
    return Agency.objects.filter(seen(by, Permission.AGENCY_SEE) | Q(area_path__in=areas_above(by)))


def areas_above(by: Actor) -> list[str]:
    """The areas above those in which he sees agencies."""
    own = by.areas(Permission.AGENCY_SEE)
    return sorted({area[: n + 1] for area in own for n, letter in enumerate(area) if letter == "/"} - set(own))


def known_agency(by: Actor, agency_id: UUID) -> Agency:
    """One of them; NotYours for any other."""
    found = known_agencies(by).filter(pk=agency_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy cơ quan này, hoặc nó ngoài địa bàn của bạn."))
    return found


def bodies_by_id(by: Actor, agency_ids: Iterable[UUID]) -> dict[UUID, Agency]:
    """Known agencies by id; those he does not know are left out."""
    return {body.pk: body for body in known_agencies(by).filter(pk__in=set(agency_ids))}


def aliases(by: Actor, agency_id: UUID) -> list[AgencyAlias]:
    """Other names in use."""
    body = known_agency(by, agency_id)
    return list(AgencyAlias.objects.filter(agency=body, removed_at=None).order_by("folded", "id"))


def posts(by: Actor, agency_id: UUID) -> list[Post]:
    """Posts of a body, those in force and those of the past: heads first, newest first."""
    body = known_agency(by, agency_id)
    return list(Post.objects.filter(agency=body, withdrawn="").order_by("-is_head", "-valid_from", "id"))


def post(by: Actor, post_id: UUID) -> Post:
    """One post with its agency; NotYours when he does not know the agency."""
    found = Post.objects.select_related("agency").filter(pk=post_id, withdrawn="").first()
    if found is None or not known_agencies(by).filter(pk=found.agency_id).exists():
        raise NotYours(_("Không tìm thấy chức vụ này, hoặc nó ngoài địa bàn của bạn."))
    return found


def heads(by: Actor, agency_ids: Iterable[UUID], on: date | None = None) -> dict[UUID, Head]:
    """Who heads each of these bodies on a day; a body without a recorded head, or not known to him, is left out."""
    day = on or timezone.localdate(centre.now())
    known = known_agencies(by).filter(pk__in=set(agency_ids)).values("pk")
    rows = Post.objects.filter(valid_on(day), agency_id__in=known, is_head=True, withdrawn="").order_by("valid_from")
    return {
        row.agency_id: Head(row.agency_id, row.pk, row.title, row.holder, row.user_id, row.phone, row.valid_from)
        for row in rows
    }


def leaders_like(by: Actor, text: str, limit: int = 12) -> list[Leader]:
    """Holders of posts he knows and staff of his areas whose name or title has all the words, diacritics forgiven."""
    wanted, day = fold(text).split(), timezone.localdate(centre.now())
    rows = Post.objects.filter(valid_on(day), withdrawn="", agency_id__in=known_agencies(by).values("pk"))
    held = [
        Leader(f"post:{row.pk}", row.holder, f"{row.title} · {row.agency.name}")
        for row in rows.select_related("agency").order_by("-is_head", "holder", "id")[:2000]
    ]
    at_desk = {
        user.pk: user for area in by.areas(Permission.AGENCY_SEE) for user in staff(by, Permission.TASK_SEE, area)
    }
    taken = set(rows.exclude(user=None).values_list("user_id", flat=True))
    held += [Leader(f"user:{pk}", user.full_name, user.username) for pk, user in at_desk.items() if pk not in taken]
    found = [one for one in held if all(word in f" {fold(one.name)} {fold(one.title)}" for word in wanted)]
    return found[:limit]


def leader_name(by: Actor, post_id: UUID | None, user_id: UUID | None) -> str:
    """The name of somebody chosen; "" when he may not be."""
    if post_id is not None:
        return post(by, post_id).holder
    at_desk = (user for area in by.areas(Permission.AGENCY_SEE) for user in staff(by, Permission.TASK_SEE, area))
    return next((user.full_name for user in at_desk if user.pk == user_id), "")


def standard_of(by: Actor, area_path: str, *, below: bool = False) -> list[rules.Proposed]:
    """The bodies an area (and, ``below``, each area right below) usually has; those already there say so."""
    by.check(Permission.AGENCY_MANAGE, area_path)
    areas = [places.get(by=by, path=area_path)]
    areas += places.children(by=by, path=area_path) if below else []
    named: dict[str, list[str]] = {}
    rows = visible_agencies(by).filter(area_path__in=[area.path for area in areas])
    for path, name in rows.order_by("area_path", "name").values_list("area_path", "name"):
        named.setdefault(path, []).append(name)
    return [
        one
        for area in areas
        for one in rules.propose(rules.Place(area.path, area.kind, area.name), named.get(area.path, []))
    ]


def place_of(path: str) -> rules.Place:
    """An area as the rules of names see it; the path itself as its name when there is no such area."""
    names = places.index()
    at = names.by_path.get(path)
    return (
        rules.Place(path, names.entries[at].kind, names.entries[at].name)
        if at is not None
        else rules.Place(path, "", path)
    )


ACTS = {
    "found": _noop("Lập cơ quan"), "found_standard": _noop("Lập cơ quan theo mẫu"), "rename": _noop("Sửa, kiện toàn"),
    "close": _noop("Đóng cơ quan"), "reopen": _noop("Mở lại cơ quan"), "record_post": _noop("Ghi người giữ chức vụ"),
    "correct_post": _noop("Sửa người giữ chức vụ"), "end_post": _noop("Thôi giữ chức vụ"),
    "withdraw_post": _noop("Xóa chức vụ ghi nhầm"),
}  # fmt: skip
FIELDS = {
    "name": _noop("Tên"), "short_name": _noop("Tên gọi tắt"), "decision": _noop("Quyết định thành lập"),
    "post": _noop("Chức vụ"), "head": _noop("Người đứng đầu"), "holder": _noop("Họ tên"), "title": _noop("Chức danh"),
}  # fmt: skip


def history_of_agency(by: Actor, body: Agency) -> list[trail.Line]:
    """What was done to a body, newest first, for those who see agencies of its area."""
    return trail.told(body.pk, ACTS, FIELDS) if by.may(Permission.AGENCY_SEE, body.area_path) else []


def area_above(path: str) -> str:
    """The path of the area above; "" above the country."""
    return path[: path.rstrip("/").rfind("/") + 1]
