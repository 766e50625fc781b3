"""The measures of the scenario in force, as tasks of the committee; those the plan no longer asks for are lifted."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as given
from vungxanh.rooms.zones import queries
from vungxanh.rooms.zones.actions.evaluating import Evaluated


@action(needs=Permission.TASK_ASSIGN, area="area_path")
def give_scenario(*, by: Actor, at: datetime, area_path: str) -> Evaluated:
    """Give every measure of the scenario that was recognised in an area; cancel those of another scenario that ended.

    A measure both scenarios ask for goes on. Given again, nothing is given twice. Returns (measures, newly given).
    """
    state = given.scenario_now(area_path)
    if state is None:
        raise Refused(_("Chưa công nhận kịch bản nào cho địa bàn này."))
    found = queries.scenario_measures(area=area_path, on=timezone.localdate(at), number=state.number)
    if not found.measures:
        raise Refused(_("Không có kế hoạch nào nêu biện pháp của kịch bản %(n)d ở đây.") % {"n": state.number})
    lead = _committee(by, area_path)
    wanted = {m.text: m for m in found.measures}
    running = {t.text: t for t in queries.scenario_tasks(by=by, area=area_path, number=found.number)}
    for text, task in running.items():
        if text not in wanted and task.state != "done":
            why = _("Biện pháp thôi áp dụng: nay là kịch bản %(n)d") % {"n": state.number}
            tasks.cancel(by=by, at=at, task_id=task.pk, reason=why)
    orders = [
        tasks.NewTask(
            key=f"scenario/{state.pk}/{number}", text=m.text, title=m.text[:160], area_path=area_path, leads=(lead,),
            area_of_work=m.field, source_label=found.number,
        )
        for number, m in enumerate(found.measures)
        if m.text not in running
    ]  # fmt: skip
    if orders:
        tasks.assign(by=by, at=at, tasks=orders)
    note(scenario=state.number, given=len(orders))
    return Evaluated(len(found.measures), len(orders))


def _committee(by: Actor, area: str) -> UUID:
    body = agencies.visible_agencies(by).filter(area_path=area, kind="committee").order_by("id").first()
    if body is None:
        raise Refused(_("Chưa có UBND của địa bàn này trong danh bạ cơ quan để giao việc."))
    found: UUID = body.pk
    return found
