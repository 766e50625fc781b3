"""Lines about cases: not reported, not isolated, not interviewed, waiting for a decision, of unknown source."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common.web.formats import duration, vn_number
from vungxanh.console.today.parts import SHOWN, Ask, Band, Button, Line, link
from vungxanh.console.today.targets import doubt_of, target
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import Refused, Subject, as_of
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import queries as tracing


def lines(ask: Ask, counts: Any) -> Iterator[Line]:
    """Everything about cases, band by band; nothing for those who may not see cases, or asked for their team's work."""
    if ask.mine or not ask.by.may(Permission.CASE_SEE):
        return
    if counts.unnotified:
        yield from _unnotified(ask)
    if counts.loose:
        yield from _not_isolated(ask, counts.loose)
    if ask.may(Permission.TRACE_SEE):
        yield from _uninterviewed(ask)
    if counts.suspected:
        yield from _suspected(ask, counts.suspected)
    if counts.orphans:
        yield from _orphans(ask, counts.orphans)


def _open(case: Any) -> dict[str, Any]:
    return {"url": link("cases:one", case.pk), "area": case.area_path, "what": case.code, "person": case.person_id}


def _deed(ask: Ask, case: Any, name: str, label: str, icon: str, needs: Permission) -> Button:
    """The small form for those who may; the page of the case for others."""
    if ask.by.may(needs, case.area_path):
        return Button(label, link("cases:act", case.pk, name), icon, dialog=True)
    return Button(_("Xem ca bệnh"), link("cases:one", case.pk))


def _unnotified(ask: Ask) -> Iterator[Line]:
    found: list[Any] = list(cases.unnotified(by=ask.by, area=ask.area)[: 2 * SHOWN])
    for n, case in enumerate(found):
        limit = case.notify_due_at - (case.diagnosed_at or case.notify_due_at)
        late = case.notify_due_at < ask.at
        soon = case.notify_due_at - ask.at < limit / 4
        band = Band.NOW if late or soon else Band.TODAY if case.notify_due_at < ask.midnight else Band.NEXT
        hours = round(limit.total_seconds() / 3600)
        why = _("Chưa báo cáo lên tuyến trên; quy định %(hours)d giờ từ chẩn đoán.") % {"hours": hours}
        if n < SHOWN or not late:
            yield Line(
                key=f"notify-{case.pk}", band=band, rank=10, level=0, why=why, due=case.notify_due_at, alarm=late,
                button=_deed(ask, case, "notify", _("Ghi đã báo cáo"), "send", Permission.CASE_RECORD),
                doubt=_notify_doubt(case), **_open(case),
            )  # fmt: skip
    late = sum(case.notify_due_at < ask.at for case in found)
    if late > SHOWN:
        yield Line(
            key="notify-more", band=Band.NOW, rank=11, what=_("Các ca trễ báo cáo khác"), alarm=True,
            why=_("Xếp theo hạn, trễ nhất trước."),
            button=Button(_("Xem cả danh sách"), link("cases:index", late=1, sort="due", area=ask.area)),
        )  # fmt: skip


def _notify_doubt(case: Any) -> str:
    try:
        day = timezone.localdate(case.diagnosed_at)
        return doubt_of(as_of(Subject.NOTIFICATION, case.disease, day, case.area_path).explanation)
    except Refused:
        return ""


def _not_isolated(ask: Ask, count: int) -> Iterator[Line]:
    found: list[Any] = list(cases.not_isolated(by=ask.by, since=ask.since, area=ask.area)[:SHOWN])
    for case in found:
        yield Line(
            key=f"isolate-{case.pk}", band=Band.NOW, rank=20, level=0, alarm=True,
            why=_("Chưa ghi cách ly: còn có thể lây cho người khác."),
            clock=_("%(span)s từ chẩn đoán") % {"span": duration(ask.at - case.diagnosed_at)}, due=None,
            button=_deed(ask, case, "isolate", _("Ghi đã cách ly"), "home-2", Permission.CASE_RECORD), **_open(case),
        )  # fmt: skip
    yield from _more(count - SHOWN, "isolate", Band.NOW, 21, link("cases:index", free=1, **ask.recent))


def _more(left: int, key: str, band: Band, rank: int, url: str) -> Iterator[Line]:
    if left > 0:
        what = ngettext("Còn %(n)s ca như vậy", "Còn %(n)s ca như vậy", left) % {"n": vn_number(left)}
        button = Button(_("Xem cả danh sách"), url)
        yield Line(key=f"{key}-more", band=band, rank=rank, what=what, why="", button=button)


def _uninterviewed(ask: Ask) -> Iterator[Line]:
    rows = tracing.uninterviewed(by=ask.by, since=ask.since, area=ask.area).order_by("-diagnosed_at", "-id")
    found: list[Any] = list(rows[:SHOWN])
    for case in found:
        limit = target(Subject.TRACE_TARGET, case.disease, ask.day, case.area_path, "interview_hours")
        due = case.diagnosed_at + timedelta(hours=limit.hours) if limit else None
        may = ask.by.may(Permission.TRACE_RECORD, case.area_path)
        button = (
            Button(_("Phỏng vấn"), link("tracing:interview", case.pk), "phone")
            if may
            else Button(_("Xem ca bệnh"), link("cases:one", case.pk))
        )
        yield Line(
            key=f"interview-{case.pk}", band=Band.NOW, rank=30, level=0, button=button, due=due,
            why=_("Chưa hỏi đã đi đâu, gặp ai: chưa có mốc dịch tễ nào."), doubt=limit.doubt if limit else "",
            alarm=bool(due and due < ask.at), **_open(case),
        )  # fmt: skip


def _suspected(ask: Ask, count: int) -> Iterator[Line]:
    found: list[Any] = list(cases.suspected(by=ask.by, area=ask.area)[:SHOWN])
    for case in found:
        limit = target(Subject.TEST_RESULT, case.disease, ask.day, case.area_path)
        sampled = case.sampled_at is not None
        due = case.sampled_at + timedelta(hours=limit.hours) if sampled and limit else None
        late = bool(due and due < ask.at)
        button = (
            _deed(ask, case, "confirm", _("Ghi kết quả dương tính"), "microscope", Permission.CASE_CONFIRM)
            if sampled
            else Button(_("Ghi lấy mẫu"), link("cases:edit", case.pk), "test-pipe")
        )
        why = _("Đã lấy mẫu, chờ kết quả.") if sampled else _("Nghi ngờ, chưa ghi lấy mẫu.")
        yield Line(
            key=f"suspect-{case.pk}", band=Band.NOW if late else Band.TODAY, rank=35, why=why, due=due, alarm=late,
            doubt=limit.doubt if limit and due else "", button=button, **_open(case),
        )  # fmt: skip
    url = link("cases:index", status=["suspected", "probable"], area=ask.area)
    yield from _more(count - SHOWN, "suspect", Band.TODAY, 36, url)


def _orphans(ask: Ask, count: int) -> Iterator[Line]:
    case = cases.orphans(by=ask.by, since=ask.since, area=ask.area).first()
    if case is None:
        return
    what = ngettext("%(n)s ca chưa rõ nguồn lây", "%(n)s ca chưa rõ nguồn lây", count) % {"n": vn_number(count)}
    yield Line(
        key="orphans", band=Band.NEXT, rank=60, what=what, url=link("cases:index", orphan=1, **(ask.recent | {"status": "confirmed"})),
        why=_("Câu hỏi còn mở: lây từ ai, ở đâu? Mới nhất: %(code)s.") % {"code": case.code},
        button=_deed(ask, case, "source", _("Ghi nguồn lây"), "git-branch", Permission.CASE_RECORD),
    )  # fmt: skip
