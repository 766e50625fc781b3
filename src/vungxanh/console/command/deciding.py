"""What waits for a decision of one person, each with the proposal, its reason and the page where it is decided."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.access import within
from vungxanh.common.web.formats import vn_datetime
from vungxanh.console.today.parts import link
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission as May
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.meetings import queries as meetings
from vungxanh.rooms.reports import queries as reports
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.treatment import queries as treatment
from vungxanh.rooms.zones import queries as zones

MOST = 200


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks about which area, and how many lines of each kind he wants; ``active``: cases under treatment, if known."""

    by: Actor
    at: datetime
    area: str
    active: int | None = None
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One decision. ``due``: by when; ``dialog``: its page is a small form."""

    key: str
    what: str
    why: str
    url: str
    due: datetime | None = None
    dialog: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions of one kind: how many there are, and the first of them."""

    key: str
    title: str
    count: int
    lines: list[Line] = field(default_factory=list)


def groups(ask: Ask) -> list[Group]:
    """The kinds of which something waits, the most pressing first."""
    found: list[Group] = []
    for part in (
        _scenario,
        _levels,
        _meetings,
        _obstacles,
        _extensions,
        _approvals,
        _late,
        _documents,
        _transfers,
        _bulletins,
    ):
        found.extend(group for group in part(ask) if group.count)
    return found


def _group(ask: Ask, key: str, title: str, rows: QuerySet[Any], line: Callable[[Any], Line]) -> Group:
    count = rows.order_by().count()
    return Group(key, title, count, [line(one) for one in rows[: ask.lines]] if count else [])


def _scenario(ask: Ask) -> Iterator[Group]:
    if ask.active is None or not ask.by.may(May.TASK_ASSIGN, ask.area):
        return
    borders = tasks.borders(ask.area, ask.at.date())
    if borders is None:
        return
    asked, state = tasks.scenario_of(ask.active, borders[0]), tasks.scenario_now(ask.area)
    if state is None or state.number != asked:
        now = _("đang công nhận kịch bản %(n)d") % {"n": state.number} if state else _("chưa công nhận kịch bản nào")
        what = _("Chuyển sang kịch bản %(n)d") % {"n": asked}
        why = _("%(n)d ca đang điều trị; %(now)s.") % {"n": ask.active, "now": now}
        yield Group("scenario", _("Kịch bản"), 1, [Line("scenario", what, why, link("tasks:scenario"))])


def _levels(ask: Ask) -> Iterator[Group]:
    if not ask.by.may(May.LEVEL_DECIDE, ask.area):
        return
    rows = zones.to_decide(ask.by).filter(within(ask.area)).order_by("-level", "folded")
    first = rows[: ask.lines].values_list("area_path", "decided")
    ordered = zones.below_announced(by=ask.by, rows=first, on=timezone.localdate(ask.at))
    yield _group(ask, "levels", _("Mức nguy cơ chờ quyết định"), rows, partial(_level, ask, ordered))
    decided = zones.standing(ask.by).filter(within(ask.area), state="decided").order_by("-level", "folded")
    yield _group(ask, "publish", _("Mức đã quyết định, chờ công bố"), decided, partial(_publish, ask))


def _letter(level: int | None) -> str:
    return LETTERS.get(level or 0) or "?"


def _name(ask: Ask, one: Any) -> str:
    return zones.called(by=ask.by, rows=[(one.area_path, one.name)])[one.area_path]


def _level(ask: Ask, ordered: Mapping[str, Any], one: Any) -> Line:
    """What nobody has reviewed yet opens where it is reviewed: it cannot be decided before."""
    words = {"name": _name(ask, one), "before": _letter(one.decided), "now": _letter(one.told)}
    what = _("%(name)s: %(before)s → %(now)s") % words if one.decided else _("%(name)s: mức %(now)s") % words
    up = ordered.get(one.area_path)
    why = _("Cấp trên công bố mức %(level)s (%(number)s). %(why)s") % {
        "level": _letter(up.level), "number": up.number, "why": one.why,
    } if up else one.why  # fmt: skip
    return Line(f"level-{one.pk}", what, why, link("zones:one" if one.state == "proposed" else "zones:decide", one.pk))


def _publish(ask: Ask, one: Any) -> Line:
    what = _("%(name)s: mức %(now)s") % {"name": _name(ask, one), "now": _letter(one.decided or one.level)}
    return Line(f"publish-{one.pk}", what, _("Đã quyết định, chưa công bố."), link("zones:one", one.pk))


def _meetings(ask: Ask) -> Iterator[Group]:
    """Leave asked of his office."""
    if ask.by.id is None or not ask.by.may(May.MEETING_DECIDE):
        return
    rows = meetings.waiting(ask.by).filter(within(ask.area)).select_related("agency")

    def line(one: Any) -> Line:
        return Line(
            f"meeting-{one.pk}",
            f"{one.agency.name}: {one.title}",
            _("Xin phép họp."),
            link("meetings:one", one.pk),
            one.starts_at,
        )

    yield _group(ask, "meetings", _("Cuộc họp chờ cho phép"), rows, line)


def _work(ask: Ask) -> Any:
    if ask.by.id is None or not ask.by.may(May.TASK_SEE):
        return None
    return tasks.waiting(by=ask.by, at=ask.at)


def _obstacles(ask: Ask) -> Iterator[Group]:
    work = _work(ask)
    if work is None:
        return
    rows = work.obstacles.filter(within(ask.area)).select_related("raised_by")

    def line(one: Any) -> Line:
        what = f"{one.on_behalf or one.raised_by.name}: {one.text[:160]}"
        return Line(f"obstacle-{one.pk}", what, one.wanted[:200], link("tasks:obstacle", one.pk), one.due_at)

    yield _group(ask, "obstacles", _("Khó khăn, kiến nghị chờ trả lời"), rows, line)


def _extensions(ask: Ask) -> Iterator[Group]:
    work = _work(ask)
    if work is None:
        return
    rows = work.extensions.filter(within(ask.area, "task__area_path")).select_related("task").order_by("asked_at", "id")

    def line(one: Any) -> Line:
        why = _("Xin đến %(until)s. %(reason)s") % {"until": vn_datetime(one.until), "reason": one.reason[:200]}
        return Line(f"extension-{one.pk}", one.task.title, why, link("tasks:answer_extension", one.pk), dialog=True)

    yield _group(ask, "extensions", _("Đề nghị gia hạn"), rows, line)


def _approvals(ask: Ask) -> Iterator[Group]:
    work = _work(ask)
    if work is None:
        return
    rows = work.approve.filter(within(ask.area)).order_by("reported_at", "id")

    def line(one: Any) -> Line:
        return Line(f"approve-{one.pk}", one.title, _("Đơn vị báo đã xong."), link("tasks:one", one.pk), one.due_at)

    yield _group(ask, "approve", _("Nhiệm vụ chờ duyệt"), rows, line)


def _late(ask: Ask) -> Iterator[Group]:
    work = _work(ask)
    if work is None:
        return
    rows = work.escalated.filter(within(ask.area)).order_by("due_at", "id")

    def line(one: Any) -> Line:
        why = _("Trễ lâu, đã báo lên: đôn đốc, cho gia hạn hoặc giao nơi khác.")
        return Line(f"late-{one.pk}", one.title, why, link("tasks:one", one.pk), one.due_at)

    yield _group(ask, "late", _("Nhiệm vụ trễ đã báo lên"), rows, line)


def _documents(ask: Ask) -> Iterator[Group]:
    if not ask.by.may(May.DIRECTIVE_ISSUE, ask.area):
        return
    rows = directives.waiting(by=ask.by).filter(within(ask.area), state="checked").order_by("received_at", "id")

    def line(one: Any) -> Line:
        return Line(
            f"document-{one.pk}",
            str(one),
            _("Nhiệm vụ trong văn bản chưa giao cho ai."),
            link("directives:one", one.pk),
        )

    yield _group(ask, "documents", _("Văn bản chờ duyệt giao việc"), rows, line)


def _transfers(ask: Ask) -> Iterator[Group]:
    if not ask.by.may(May.TREATMENT_DECIDE, ask.area):
        return
    rows = treatment.open_transfers(by=ask.by, area=ask.area, state="requested")

    def line(one: Any) -> Line:
        what = _("Chuyển người bệnh tới %(place)s") % {"place": one.to_facility.site.name}
        return Line(f"transfer-{one.pk}", what, one.reason[:200], link("treatment:one", one.course_id), one.answer_by)

    yield _group(ask, "transfers", _("Chuyển viện chờ nhận"), rows, line)


def _bulletins(ask: Ask) -> Iterator[Group]:
    rows = reports.waiting(ask.by).filter(within(ask.area))

    def line(one: Any) -> Line:
        what = _("Bản tin ngày %(day)s") % {"day": f"{one.day.day}/{one.day.month}"}
        return Line(f"bulletin-{one.pk}", what, _("Chờ ký duyệt."), link("reports:one", one.pk))

    yield _group(ask, "bulletins", _("Bản tin chờ ký duyệt"), rows, line)
