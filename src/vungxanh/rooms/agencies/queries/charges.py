"""Phân công phụ trách: which leader answers for which area and field of work."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models import Charge
from vungxanh.rooms.agencies.queries.directory import areas_above, posts
from vungxanh.rooms.agencies.queries.staff import valid_on
from vungxanh.rooms.places import queries as places


@dataclass(frozen=True, slots=True)
class Charged:
    """A leader and what he answers for. ``field`` "" is every field; ``user_id`` None when he has no account."""

    id: UUID
    leader: str
    title: str
    user_id: UUID | None
    post_id: UUID | None
    agency_id: UUID | None
    area_path: str
    field: str
    valid_from: date
    valid_to: date | None
    decision: str
    note: str

    @property
    def field_name(self) -> str:
        """The field in words."""
        return _(rules.AREAS_OF_WORK[self.field]) if self.field in rules.AREAS_OF_WORK else _("mọi lĩnh vực")

    @property
    def leader_key(self) -> str:
        """The same leader, whatever he answers for."""
        return f"post:{self.post_id}" if self.post_id else f"user:{self.user_id}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """An area and who answers for it: ``whole`` in every field, ``parts`` in one. A gap has neither."""

    path: str
    name: str
    whole: tuple[Charged, ...]
    parts: tuple[Charged, ...]

    @property
    def gap(self) -> bool:
        """Nobody answers for this area as a whole."""
        return not self.whole

    def answering(self, field: str) -> tuple[Charged, ...]:
        """Who answers for a field here: for it alone, or for the area in every field; "" for the latter only."""
        here = tuple(one for one in self.parts if field and (one.field, one.area_path) == (field, self.path))
        return here + self.whole


def charges(by: Actor, area_path: str, field: str | None = None, on: date | None = None) -> list[Charged]:
    """Who answers for an area on a day, the nearest first: those of the area itself, then of the areas above it.

    With ``field`` only those of that field or of every field.
    """
    line = [area_path[: n + 1] for n, letter in enumerate(area_path) if letter == "/"]
    rows = _known(by).filter(valid_on(on or timezone.localdate(centre.now())), area_path__in=line)
    if field is not None:
        rows = rows.filter(field__in=["", field])
    found = _charged(rows)
    return sorted(found, key=lambda one: (-len(one.area_path), one.field == "", one.leader))


def responsible(by: Actor, area_path: str, field: str, on: date | None = None) -> Charged | None:
    """The one leader nearest to an area and field, None when nobody is."""
    found = charges(by, area_path, field, on)
    return found[0] if found else None


def responsible_of(
    by: Actor, pairs: Collection[tuple[str, str]], on: date | None = None
) -> dict[tuple[str, str], Charged]:
    """``responsible`` of many (area path, field) in one query; pairs that nobody answers for are left out."""
    lines = {path: [path[: n + 1] for n, letter in enumerate(path) if letter == "/"] for path, _field in pairs}
    day = on or timezone.localdate(centre.now())
    rows = _charged(_known(by).filter(valid_on(day), area_path__in={step for line in lines.values() for step in line}))
    found = {}
    for path, field in pairs:
        fit = [one for one in rows if one.area_path in lines[path] and one.field in ("", field)]
        if fit:
            found[path, field] = min(fit, key=lambda one: (-len(one.area_path), one.field == "", one.leader))
    return found


def charges_of(by: Actor, user_id: UUID, on: date | None = None) -> list[Charged]:
    """What a user answers for on a day, by himself or through a post he holds."""
    rows = _known(by).filter(valid_on(on or timezone.localdate(centre.now())))
    return _charged(rows.filter(Q(user_id=user_id) | Q(post__user_id=user_id)))


def charge(by: Actor, charge_id: UUID) -> Charge:
    """One; NotYours outside the areas he sees."""
    found = _known(by).filter(pk=charge_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy phân công này, hoặc nó ngoài địa bàn của bạn."))
    return found


def charge_history(by: Actor, area_path: str, limit: int = 200) -> list[Charged]:
    """Charges of an area and of those in it that are over, newest first."""
    today = timezone.localdate(centre.now())
    rows = _known(by).filter(within(area_path), valid_to__lt=today).order_by("-valid_to", "id")
    return _charged(rows[:limit])


def coverage(by: Actor, area_path: str, on: date | None = None) -> list[Coverage]:
    """Each area right below with those who answer for it; the area itself where it has none below."""
    below = places.children(by=by, path=area_path) or [places.get(by=by, path=area_path)]
    rows = _charged(_known(by).filter(valid_on(on or timezone.localdate(centre.now())), within(area_path)))
    return [
        Coverage(
            area.path,
            area.full_name,
            tuple(one for one in rows if one.area_path == area.path and not one.field),
            tuple(one for one in _by_field(rows) if one.area_path.startswith(area.path) and one.field),
        )
        for area in below
    ]


def members_duties(by: Actor, agency_id: UUID, on: date | None = None) -> list[tuple[str, str, list[str]]]:
    """Everybody who holds a post in a body, the head first: name, title, and what he answers for, in words."""
    day = on or timezone.localdate(centre.now())
    held = [post for post in posts(by, agency_id) if post.valid_from <= day and (post.valid_to or day) >= day]
    rows = _charged(_known(by).filter(valid_on(day), post__in=held).order_by("area_path", "field"))
    names = places.display_names(by=by, paths={one.area_path for one in rows})
    return [
        (post.holder, post.title, [f"{names[c.area_path]} ({c.field_name})" for c in rows if c.post_id == post.pk])
        for post in held
    ]


def _by_field(rows: Iterable[Charged]) -> list[Charged]:
    order = {key: n for n, key in enumerate(rules.AREAS_OF_WORK)}
    return sorted(rows, key=lambda one: (order.get(one.field, 99), one.leader))


def _known(by: Actor) -> QuerySet[Charge]:
    mine = seen(by, Permission.AGENCY_SEE) | Q(area_path__in=areas_above(by))
    return Charge.objects.filter(mine, withdrawn="").select_related("post", "user", "post__agency")


def _charged(rows: "QuerySet[Charge] | Sequence[Charge]") -> list[Charged]:
    return [
        Charged(
            id=row.pk,
            leader=row.post.holder if row.post else str(row.user),
            title=f"{row.post.title}, {row.post.agency.name}" if row.post else "",
            user_id=row.post.user_id if row.post else row.user_id,
            post_id=row.post_id,
            agency_id=row.post.agency_id if row.post else None,
            area_path=row.area_path,
            field=row.field,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            decision=row.decision,
            note=row.note,
        )
        for row in rows
    ]
