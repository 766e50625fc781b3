"""What waits for one person: tasks of his agencies, approvals and answers of who orders, obstacles."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import Digest, DigestChoice, Extension, Note, Obstacle, Task
from vungxanh.rooms.tasks.queries.clocks import late, soon
from vungxanh.rooms.tasks.queries.lines import RETURNED, leaves, of_agency
from vungxanh.rooms.tasks.queries.obstacles import waiting_for
from vungxanh.rooms.tasks.queries.people import mine

S = rules.State
LINES = 15


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows for one person, unordered: his own late, due soon, not taken on, sent back and not heard of since; what he must approve, answer, press for."""

    late: QuerySet[Task]
    soon: QuerySet[Task]
    fresh: QuerySet[Task]
    returned: QuerySet[Task]
    approve: QuerySet[Task]
    extensions: QuerySet[Extension]
    escalated: QuerySet[Task]
    obstacles: QuerySet[Obstacle]


def waiting(*, by: Actor, at: datetime) -> Waiting:
    """Everything that waits for ``by``."""
    own = mine(by, Permission.TASK_WORK)
    rows = of_agency(Task.objects.filter(leaves()), own) if own else Task.objects.none()
    closes = _ordered(by, Permission.TASK_CLOSE)
    return Waiting(
        late=rows.filter(late(at)),
        soon=rows.filter(soon(at)),
        fresh=rows.filter(state=S.OPEN),
        returned=rows.filter(Exists(_back()), state=S.DOING),
        approve=Task.objects.filter(leaves(), closes, state=S.REPORTED),
        extensions=Extension.objects.filter(
            _ordered(by, Permission.TASK_ASSIGN, "task__"), state=Extension.State.ASKED
        ),
        escalated=Task.objects.filter(leaves(), closes, late(at), escalated_at__isnull=False),
        obstacles=waiting_for(by),
    )


def _back() -> QuerySet[Note]:
    return Note.objects.filter(task=OuterRef("pk"), kind__in=RETURNED, at__gte=OuterRef("told_at"))


def _ordered(by: Actor, needs: Permission, to: str = "") -> Q:
    """Tasks his agencies ordered; those that name no agency belong to who holds the right in just that area."""
    own = mine(by, needs)
    areas = [s.area for s in by.scopes if s.agency_id and needs in s.permissions]
    given, here = {f"{to}ordered_by_id__in": own}, {f"{to}ordered_by": None, f"{to}order_area__in": areas}
    return Q(**given) | Q(**here)


def mail_title(task: Task) -> str:
    """What may stand in an e-mail or calendar: words of a document. What somebody typed may name a sick person."""
    if task.source_document is not None:
        return task.title
    field = _(rules.AREAS_OF_WORK.get(task.area_of_work, ""))
    return _("Nhiệm vụ về %(field)s") % {"field": field.lower()}


def _line(task: Task) -> dict[str, Any]:
    return {
        "task": str(task.pk), "title": task.title, "mail": mail_title(task), "source": task.source_label,
        "due": task.due_at.isoformat() if task.due_at else "",
    }  # fmt: skip


def digest_body(*, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """Groups of lines for one person's digest, each ``name``, ``count`` and the first ``lines``; empty ones left out."""
    found = waiting(by=by, at=at)
    groups: list[dict[str, Any]] = []
    for name, rows in (
        ("late", found.late), ("returned", found.returned), ("soon", found.soon), ("fresh", found.fresh.exclude(pk__in=found.late.values("pk"))),
        ("approve", found.approve), ("escalated", found.escalated),
    ):  # fmt: skip
        lines = [_line(task) for task in rows.order_by("due_at", "id")[:LINES]]
        if lines:
            groups.append({"name": name, "count": rows.order_by().count(), "lines": lines})
    asked = found.extensions.select_related("task").order_by("asked_at", "id")
    lines = [_line(one.task) | {"due": one.until.isoformat()} for one in asked[:LINES]]
    if lines:
        groups.append({"name": "extensions", "count": asked.count(), "lines": lines})
    stuck = found.obstacles.select_related("raised_by")
    lines = [
        {"obstacle": str(one.pk), "title": one.raised_by.name, "mail": one.raised_by.name, "source": "",
         "due": one.due_at.isoformat() if one.due_at else ""}
        for one in stuck[:LINES]
    ]  # fmt: skip
    if lines:
        groups.append({"name": "obstacles", "count": stuck.count(), "lines": lines})
    return groups


GROUPS = {
    "late": lambda: _("Nhiệm vụ của cơ quan đã trễ"),
    "returned": lambda: _("Bị trả lại, phải làm tiếp"),
    "soon": lambda: _("Sắp đến hạn"),
    "fresh": lambda: _("Mới giao, chưa nhận"),
    "approve": lambda: _("Chờ anh/chị duyệt"),
    "escalated": lambda: _("Đơn vị cấp dưới trễ, đã báo lên"),
    "extensions": lambda: _("Đề nghị gia hạn chờ trả lời"),
    "obstacles": lambda: _("Khó khăn, vướng mắc chờ trả lời"),
}


def groups_of(body: list[dict[str, Any]]) -> list[tuple[str, int, list[dict[str, Any]]]]:
    """A digest's groups with their title, count, and lines with their deadline as a moment."""
    return [
        (
            GROUPS[group["name"]](),
            group["count"],
            [line | {"moment": parse_datetime(line["due"]) if line["due"] else None} for line in group["lines"]],
        )
        for group in body
        if group["name"] in GROUPS
    ]


def undigested(day: Any) -> list[Any]:
    """Ids of people who work with tasks and were not told yet on ``day``."""
    everyone = agencies.visible_agencies(system()).filter(active=True).values_list("pk", flat=True)
    people = {user for _agency, user in agencies.workers(system(), list(everyone), Permission.TASK_SEE)}
    return sorted(people - set(Digest.objects.filter(day=day).values_list("user_id", flat=True)))


def digests(*, by: Actor, limit: int = 14) -> list[Digest]:
    """One's own digests, the newest first."""
    return list(Digest.objects.filter(user_id=by.id).order_by("-day")[:limit]) if by.id else []


def digest(digest_id: Any) -> Digest | None:
    """One, for the listener that sends it."""
    return Digest.objects.filter(pk=digest_id).first()


def mail_address(*, by: Actor) -> str:
    """Where one's own digest is sent; "" nowhere."""
    choice = DigestChoice.objects.filter(user_id=by.id).first() if by.id else None
    return choice.address if choice else ""


def mail_works() -> bool:
    """Whether this centre has a mail server."""
    return bool(getattr(settings, "MAIL_READY", False))
