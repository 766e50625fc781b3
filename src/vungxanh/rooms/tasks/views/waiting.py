"""What a sleeping task waits for and who wakes it; what became of the level that woke one."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from vungxanh.common.web.formats import vn_datetime
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.tasks import queries, rules


@dataclass(frozen=True, slots=True)
class Waits:
    """A sentence on the task's page; ``levels``: the address where levels are said, "" when it has none to do."""

    words: str
    levels: str = ""


def waits(by: Actor, task: Any) -> Waits | None:
    """Why a task sleeps, or goes on though the level that began it ended; None when neither is so."""
    if task.levels:
        return _by_level(by, task)
    if task.state != rules.State.ASLEEP:
        return None
    if task.scenario:
        return Waits(_("Tự kích hoạt khi kịch bản %(n)d có hiệu lực ở nơi giao.") % {"n": task.scenario})
    return Waits(
        _("Chờ điều kiện xảy ra. Không có máy theo dõi điều kiện này: nơi giao bấm “Kích hoạt” khi nó xảy ra.")
    )


def _by_level(by: Actor, task: Any) -> Waits | None:
    address = f"{reverse('tasks:levels')}?{urlencode({'area': task.order_area})}"
    if task.kind == rules.Kind.GROUP:
        if task.state != rules.State.ASLEEP:
            return None
        words = _("Việc của mỗi nơi tự kích hoạt khi địa bàn nơi đó ở cấp độ %(levels)s.")
        return Waits(words % {"levels": rules.level_words(task.levels)}, address)
    now = queries.levels_in_force([task.area_path]).get(task.area_path)
    said = {"area": queries.area_name(by, task.area_path), "levels": rules.level_words(task.levels), "now": _now(now)}
    if task.state == rules.State.ASLEEP:
        return Waits(_("Tự kích hoạt khi %(area)s ở cấp độ %(levels)s. %(now)s") % said, address)
    ended = task.woken_by_id and (now is None or str(now.level) not in task.levels)
    if not ended or task.state not in rules.LIVE:
        return None
    words = _(
        "Cấp độ đã kích hoạt việc này không còn. %(now)s Nơi giao quyết định: làm tiếp, đưa về chờ, hay thôi giao."
    )
    return Waits(words % said, address)


def _now(state: Any) -> str:
    if state is None:
        return _("Chưa ai ghi cấp độ của địa bàn này.")
    return _("Nay là cấp độ %(n)d từ %(since)s, theo %(paper)s.") % {
        "n": state.level, "since": vn_datetime(state.since), "paper": state.decision,
    }  # fmt: skip
