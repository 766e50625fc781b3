"""Lines about meetings and handling: what a leader must permit, what needs minutes, explanations asked and given."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from vungxanh.common.access import within
from vungxanh.console.today.parts import SHOWN, Ask, Band, Button, Line, link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.meetings import queries as meetings
from vungxanh.rooms.tasks import queries as tasks

SOON = timedelta(hours=24)


def lines(ask: Ask) -> Iterator[Line]:
    """Nothing for who works for no agency."""
    if ask.by.id is None:
        return
    if ask.by.may(Permission.MEETING_DECIDE):
        yield from _to_permit(ask)
    if ask.by.may(Permission.MEETING_ASK):
        yield from _unwritten(ask)
    if ask.by.may(Permission.HANDLING_SEE):
        yield from _handlings(ask)


def _to_permit(ask: Ask) -> Iterator[Line]:
    rows = meetings.waiting(ask.by).filter(within(ask.area)).select_related("agency")
    for one in rows[:SHOWN]:
        url = link("meetings:one", one.pk)
        near = one.starts_at <= ask.at + SOON
        what = _("%(who)s xin phép họp: %(title)s") % {"who": one.agency.name, "title": one.title}
        yield Line(key=f"meeting-{one.pk}", band=Band.NOW if near else Band.TODAY, rank=5, what=what, area=one.area_path,
                   why=_("Chờ bạn cho phép hoặc không cho phép, trước giờ họp."), url=url, due=one.starts_at,
                   button=Button(_("Xem, trả lời"), url, "calendar-event"))  # fmt: skip


def _unwritten(ask: Ask) -> Iterator[Line]:
    for one in meetings.unwritten(ask.by, ask.at).filter(within(ask.area))[:SHOWN]:
        url = link("meetings:one", one.pk)
        yield Line(key=f"minutes-{one.pk}", band=Band.TODAY, rank=14, what=one.title, url=url, area=one.area_path,
                   why=_("Đã đến giờ họp, chưa ghi biên bản."),
                   button=Button(_("Ghi biên bản"), link("meetings:act", one.pk, "minutes"), "clipboard-text", dialog=True))  # fmt: skip


def _handlings(ask: Ask) -> Iterator[Line]:
    explain, decide = tasks.handlings_waiting(ask.by, ask.at)
    for rows, why, label, rank in (
        (explain, _("Cơ quan bạn bị yêu cầu giải trình."), _("Giải trình"), 4),
        (decide, _("Đã giải trình hoặc hết hạn giải trình, chờ quyết định xử lý."), _("Mở hồ sơ"), 9),
    ):
        for one in rows.filter(within(ask.area))[:SHOWN]:
            url = link("tasks:handling", one.pk)
            late = one.explain_by is not None and one.explain_by < ask.at
            yield Line(key=f"handling-{one.pk}", band=Band.NOW if late else Band.TODAY, rank=rank, why=why, url=url,
                       what=_("Xử lý trách nhiệm"), due=one.explain_by, area=one.area_path,
                       button=Button(label, url, "user-exclamation"))  # fmt: skip
