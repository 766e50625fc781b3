"""Lines about tasks: late and due ones of my agencies, what I must approve or answer, obstacles that wait for me."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common.access import within
from vungxanh.console.today.parts import SHOWN, Ask, Band, Button, Line, link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tasks import queries as tasks


def lines(ask: Ask) -> Iterator[Line]:
    """Nothing for who works for no agency or sees no tasks."""
    if not ask.by.may(Permission.TASK_SEE) or ask.by.id is None:
        return
    found = tasks.waiting(by=ask.by, at=ask.at)
    inside = within(ask.area)
    yield from _tasks(found.late.filter(inside), "late", Band.NOW, 4, _("Nhiệm vụ của cơ quan đã trễ hạn."), alarm=True)
    back = found.returned.filter(inside).exclude(pk__in=found.late.values("pk"))
    again = _("Bị trả lại: đọc lý do ở nhiệm vụ rồi làm tiếp.")
    yield from _tasks(back, "returned", Band.TODAY, 9, again, rest="state=doing&whose=lead")
    soon = found.soon.filter(inside).exclude(pk__in=found.returned.values("pk"))
    yield from _tasks(soon, "soon", Band.TODAY, 10, _("Nhiệm vụ của cơ quan sắp đến hạn."))
    fresh = found.fresh.filter(inside).exclude(pk__in=found.late.values("pk")).exclude(pk__in=found.soon.values("pk"))
    yield from _tasks(fresh, "fresh", Band.TODAY, 12, _("Mới giao, cơ quan chưa nhận."), rest="state=open&whose=lead")
    yield from _approvals(found)
    yield from _obstacles(ask.at, found)


def _tasks(
    rows: Any, name: str, band: Band, rank: int, why: str, *, alarm: bool = False, rest: str = ""
) -> Iterator[Line]:
    top = list(rows.order_by("due_at", "id")[: SHOWN + 1])
    for task in top[:SHOWN]:
        url = link("tasks:one", task.pk)
        yield Line(
            key=f"task-{name}-{task.pk}", band=band, rank=rank, what=task.title, why=why, url=url, due=task.due_at,
            alarm=alarm, area=task.area_path, button=Button(_("Mở nhiệm vụ"), url, "clipboard-list"),
        )  # fmt: skip
    if len(top) > SHOWN:
        more = rows.order_by().count() - SHOWN
        url = f"{link('tasks:index')}?{rest or f'timing={name}&whose=lead'}"
        what = ngettext("và %(n)d nhiệm vụ nữa", "và %(n)d nhiệm vụ nữa", more) % {"n": more}
        yield Line(key=f"task-{name}-more", band=band, rank=rank + 1, what=what, why=why, url=url, alarm=alarm,
                   button=Button(_("Xem tất cả"), url, "list"))  # fmt: skip


def _approvals(found: tasks.Waiting) -> Iterator[Line]:
    for name, rows, why in (
        ("approve", found.approve, _("Đơn vị báo đã xong, chờ duyệt.")),
        ("escalated", found.escalated, _("Việc cơ quan mình giao đã trễ lâu: đôn đốc hoặc cho gia hạn.")),
    ):
        count = rows.order_by().count()
        if not count:
            continue
        state = "state=reported&whose=gave" if name == "approve" else "timing=escalated&whose=gave"
        url = f"{link('tasks:index')}?{state}"
        words = (
            ngettext("%(n)d nhiệm vụ chờ duyệt", "%(n)d nhiệm vụ chờ duyệt", count)
            if name == "approve"
            else ngettext("%(n)d nhiệm vụ cấp dưới trễ", "%(n)d nhiệm vụ cấp dưới trễ", count)
        )
        yield Line(key=f"task-{name}", band=Band.TODAY, rank=8, what=words % {"n": count}, why=why, url=url,
                   alarm=name == "escalated", button=Button(_("Xem danh sách"), url, "list"))  # fmt: skip
    for asked in found.extensions.select_related("task").order_by("asked_at", "id")[:SHOWN]:
        url = link("tasks:one", asked.task_id)
        yield Line(key=f"extension-{asked.pk}", band=Band.TODAY, rank=9, what=asked.task.title, url=url,
                   why=_("Đơn vị xin gia hạn, chờ trả lời."), area=asked.task.area_path,
                   button=Button(_("Trả lời"), link("tasks:answer_extension", asked.pk), "message", dialog=True))  # fmt: skip


def _obstacles(at: datetime, found: tasks.Waiting) -> Iterator[Line]:
    for one in found.obstacles.select_related("raised_by")[:SHOWN]:
        late = one.due_at is not None and one.due_at < at
        url = link("tasks:obstacle", one.pk)
        what = _("%(who)s nêu khó khăn") % {"who": one.on_behalf or one.raised_by.name}
        yield Line(key=f"obstacle-{one.pk}", band=Band.NOW if late else Band.TODAY, rank=6, what=what,
                   why=_("Chờ cơ quan bạn trả lời hoặc chuyển lên."), url=url, due=one.due_at, alarm=late,
                   area=one.area_path, doubt=_("mốc tự đặt, cần xác nhận"),
                   button=Button(_("Trả lời"), url, "message"))  # fmt: skip
