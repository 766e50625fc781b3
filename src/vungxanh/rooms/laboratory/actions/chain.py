"""A tube goes on: sent, received, running, returned; lost; times put right."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.packing import outdated
from vungxanh.rooms.laboratory.actions.parts import due_of, own_tube, own_tubes, returned_facts, times_of
from vungxanh.rooms.laboratory.models import Sample, Tube

BY_HAND = (rules.Stage.SENT, rules.Stage.RECEIVED, rules.Stage.RUNNING)


@action(needs=Permission.SAMPLE_RECORD)
def move(
    *,
    by: Actor,
    at: datetime,
    tube_ids: Sequence[UUID],
    stage: str,
    when: datetime | None = None,
    laboratory_id: UUID | None = None,
) -> int:
    """Tubes reach a stage (sent, received, running) at ``when``; how many. All of them or none."""
    step = rules.Step(rules.Stage(stage), when or at)
    if step.stage not in BY_HAND:
        raise Refused("Bước này được ghi khi lấy mẫu, khi ghi kết quả hoặc khi trả kết quả.")
    tubes = own_tubes(by, tube_ids)
    for tube in tubes:
        rules.check_move(rules.Stage(tube.stage), times_of(tube), step, at)
    given: dict[str, object] = {"stage": step.stage, rules.TIMES[step.stage]: step.at}
    if laboratory_id is not None:
        given["laboratory_id"] = queries.get_laboratory(by=by, laboratory_id=laboratory_id).pk
    Tube.objects.filter(pk__in=[tube.pk for tube in tubes]).update(**given)
    if step.stage is rules.Stage.RECEIVED:
        Sample.objects.filter(tube__in=tubes).update(received_at=step.at)
    note(stage=step.stage, when=step.at, tubes=[tube.pk for tube in tubes])
    if len(tubes) == 1:
        about(tubes[0])
    return len(tubes)


@action(needs=Permission.SAMPLE_RECORD)
def lose(*, by: Actor, at: datetime, tube_id: UUID, reason: str) -> Tube:
    """Broken, leaked or lost: its persons are to be sampled again."""
    from vungxanh.rooms.laboratory.actions.wanting import want_again

    tube = own_tube(by, tube_id)
    if not reason.strip():
        raise Refused("Ghi lý do: vỡ, rò, mất, dán sai nhãn…", field="reason")
    rules.check_move(rules.Stage(tube.stage), times_of(tube), rules.Step(rules.Stage.LOST, at), at)
    amend(tube, stage=rules.Stage.LOST, lost_reason=reason.strip()[:300])
    samples = list(Sample.objects.filter(tube=tube))
    Sample.objects.filter(tube=tube).update(result=rules.Result.INVALID, resulted_at=at)
    want_again(tube, samples, at, note="ống hỏng, mất")
    return tube


@action(needs=Permission.SAMPLE_RECORD)
def correct_times(*, by: Actor, at: datetime, tube_id: UUID, times: Mapping[str, datetime | None], reason: str) -> Tube:
    """Put wrong times of steps right, or take a step back by giving it no time. ``times``: ``sent_at`` … as they should
    be. The step of the result and of its return are taken back by correcting the result."""
    tube = own_tube(by, tube_id)
    if not reason.strip():
        raise Refused("Ghi lý do sửa.", field="reason")
    allowed = ("collected_at", "sent_at", "received_at", "running_at")
    given = {name: moment for name, moment in times.items() if name in allowed}
    if "collected_at" in given and given["collected_at"] is None:
        raise Refused("Phải có giờ lấy mẫu.", field="collected_at")
    after = times_of(tube) | {stage: given[name] for stage, name in rules.TIMES.items() if name in given}
    rules.check_times(after, at)
    fixed = rules.Stage(tube.stage) in (rules.Stage.RESULT, rules.Stage.RETURNED, rules.Stage.LOST)
    amend(tube, **given, **({} if fixed else {"stage": rules.reached(after)}))
    if "collected_at" in given:
        collected = after[rules.Stage.COLLECTED]
        assert collected is not None
        amend(tube, due_at=due_of(tube.disease, collected, tube.area_path))
        Sample.objects.filter(tube=tube).update(collected_at=collected)
    if "received_at" in given:
        Sample.objects.filter(tube=tube).update(received_at=given["received_at"])
    if tube.returned_at:
        before = tube.returned_on
        amend(tube, **returned_facts(tube, tube.returned_at))
        outdated([(before, tube.area_path), (tube.returned_on, tube.area_path)])
    note(reason=reason.strip()[:300])
    return tube
