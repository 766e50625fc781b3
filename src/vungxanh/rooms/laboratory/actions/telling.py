"""Results go back to those who wait; whoever was told a wrong one is told again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import amend, note
from vungxanh.common.bulk import insert, update
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.packing import outdated
from vungxanh.rooms.laboratory.actions.parts import own_tubes, returned_facts, times_of
from vungxanh.rooms.laboratory.models import Told, Tube

CHANNELS = ("paper", "phone", "message", "list")
_TOLD = ("id", "test_id", "area_path", "to", "channel", "at", "by_name", "again_by")


@action(needs=Permission.SAMPLE_RECORD, hide=("to",))
def give_back(
    *, by: Actor, at: datetime, tube_ids: Sequence[UUID], to: str, channel: str = "list", when: datetime | None = None
) -> int:
    """The results of tubes are returned to ``to`` (an office, or "người được lấy mẫu"): the clock stops. How many.

    Refused when one of them has no result yet. A tube already returned is told to somebody more; its clock stays.
    """
    moment, whom = when or at, to.strip()[:160]
    if not whom:
        raise Refused("Ghi trả kết quả cho ai.", field="to")
    if channel not in CHANNELS:
        raise Refused("Chọn cách trả kết quả.", field="channel")
    tubes = own_tubes(by, tube_ids)
    first = [tube for tube in tubes if tube.stage != rules.Stage.RETURNED]
    for tube in first:
        if tube.stage != rules.Stage.RESULT:
            raise Refused("Ống %(code)s chưa có kết quả: chưa trả được.", values={"code": tube.code or "không mã"})
        rules.check_move(rules.Stage.RESULT, times_of(tube), rules.Step(rules.Stage.RETURNED, moment), at)
    rows = []
    for tube in first:
        facts = returned_facts(tube, moment)
        rows.append((tube.pk, str(rules.Stage.RETURNED), moment, facts["returned_on"], facts["minutes"], facts["late"]))
    update(Tube, ("stage", "returned_at", "returned_on", "minutes", "late"), rows)
    outdated((row[3], tube.area_path) for row, tube in zip(rows, first, strict=True))
    tests = queries.in_force(by=by, tube_ids=[tube.pk for tube in tubes])
    areas = {tube.pk: tube.area_path for tube in tubes}
    insert(Told, _TOLD, [
        (new_id(), test, areas[tube], whom, channel, moment, by.name[:120], "") for tube, test in tests.items()
    ])  # fmt: skip
    note(tubes=[tube.pk for tube in tubes], returned=len(first), channel=channel)
    return len(first)


@action(needs=Permission.SAMPLE_RECORD)
def tell_again(*, by: Actor, at: datetime, told_id: UUID) -> Told:
    """He was told that the result he had is wrong."""
    told = queries.get_told(by=by, told_id=told_id)
    by.check(Permission.SAMPLE_RECORD, told.area_path)
    if told.again_at is not None:
        raise Refused("Đã báo lại rồi.")
    amend(told, again_at=at, again_by=by.name[:120])
    return told
