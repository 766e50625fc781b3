"""Boxes of tubes change hands: both sides count, and what differs is named tube by tube."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import own_tubes, times_of
from vungxanh.rooms.laboratory.models import Batch, BatchSurplus, Sample, Tube


@action(needs=Permission.SAMPLE_RECORD, area="area_path")
def make_batch(
    *, by: Actor, at: datetime, area_path: str, laboratory_id: UUID, tube_ids: Sequence[UUID], carrier: str = ""
) -> Batch:
    """Put tubes that were taken into a box for a laboratory. Refused for one that is in a box, or on its way, already."""
    tubes = own_tubes(by, tube_ids)
    if not tubes:
        raise Refused("Chọn ít nhất một ống.", field="tubes")
    for tube in tubes:
        if tube.stage != rules.Stage.COLLECTED or tube.batch_id is not None:
            raise Refused(
                "Ống %(code)s đã nằm trong chuyến khác hoặc đã gửi.",
                field="tubes",
                values={"code": tube.code or "không mã"},
            )
    day = f"{timezone.localdate(at):%y%m%d}"
    count = Batch.objects.filter(area_path=area_path, number__startswith=f"{day}-").count()
    made = Batch(
        area_path=area_path, laboratory=queries.get_laboratory(by=by, laboratory_id=laboratory_id),
        number=f"{day}-{count + 1:02d}", carrier=carrier.strip()[:120], created_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    Tube.objects.filter(pk__in=[tube.pk for tube in tubes]).update(batch=made, laboratory=made.laboratory)
    about(made)
    note(tubes=[tube.pk for tube in tubes])
    return made


@action(needs=Permission.SAMPLE_RECORD)
def hand_over(*, by: Actor, at: datetime, box_id: UUID, count: int, when: datetime | None = None) -> Batch:
    """The sender has counted ``count`` tubes in the box and gives it away. Refused when the list has another number."""
    batch = _own(by, box_id)
    if batch.state != "open":
        raise Refused("Chuyến này đã bàn giao rồi.")
    tubes = list(Tube.objects.filter(batch=batch).order_by("pk").select_for_update())
    if count != len(tubes):
        raise Refused(
            "Bạn đếm được %(count)s ống, danh sách có %(tubes)s ống: đếm lại trước khi giao.",
            field="count",
            values={"count": count, "tubes": len(tubes)},
        )
    step = rules.Step(rules.Stage.SENT, when or at)
    for tube in tubes:
        rules.check_move(rules.Stage(tube.stage), times_of(tube), step, at)
    Tube.objects.filter(batch=batch).update(stage=step.stage, sent_at=step.at)
    amend(batch, state="sent", sent_count=count, sent_at=step.at, sent_by=by.name[:120])
    return batch


@action(needs=Permission.SAMPLE_RECORD)
def receive(
    *, by: Actor, at: datetime, box_id: UUID, count: int, codes: Sequence[str] = (), when: datetime | None = None
) -> Batch:
    """The laboratory has counted ``count`` tubes. With fewer or more than were sent the codes must be scanned: those that
    did not come stay on the way and are named, those that are on no list are named too, and the sender is asked."""
    batch = _own(by, box_id)
    if batch.state != "sent":
        raise Refused("Chuyến này chưa giao, hoặc đã nhận rồi.")
    tubes = list(Tube.objects.filter(batch=batch, stage=rules.Stage.SENT).order_by("pk").select_for_update())
    scanned = list(dict.fromkeys(rules.read(code) for code in codes if code.strip()))
    if not scanned and count != batch.sent_count:
        raise Refused(
            "Đếm được %(count)s ống, bên giao ghi %(sent_count)s ống: quét từng ống để biết thiếu hay thừa ống nào.",
            field="codes",
            values={"count": count, "sent_count": batch.sent_count},
        )
    if scanned and count != len(scanned):
        raise Refused(
            "Bạn ghi %(count)s ống nhưng quét %(scanned)s mã: đếm lại hoặc quét lại.",
            field="count",
            values={"count": count, "scanned": len(scanned)},
        )
    step = rules.Step(rules.Stage.RECEIVED, when or at)
    came = [tube for tube in tubes if not scanned or tube.code in scanned]
    for tube in came:
        rules.check_move(rules.Stage(tube.stage), times_of(tube), step, at)
    here = {"stage": step.stage, "received_at": step.at}
    Tube.objects.filter(pk__in=[tube.pk for tube in came]).update(**here)
    Sample.objects.filter(tube__in=came).update(received_at=step.at)
    listed = {tube.code for tube in tubes}
    surplus = [code for code in scanned if code not in listed]
    BatchSurplus.objects.bulk_create([BatchSurplus(batch=batch, code=code[:40]) for code in surplus])
    differs = bool(surplus) or len(came) != len(tubes)
    amend(
        batch,
        state="differs" if differs else "closed",
        received_count=count,
        received_at=step.at,
        received_by=by.name[:120],
    )
    note(missing=[tube.code for tube in tubes if tube not in came], surplus=surplus)
    return batch


@action(needs=Permission.SAMPLE_RECORD)
def agree(*, by: Actor, at: datetime, box_id: UUID, said: str) -> Batch:
    """The sender has seen what differs and says what became of it; tubes still missing are reported lost one by one."""
    batch = _own(by, box_id)
    if batch.state != "differs":
        raise Refused("Chuyến này không có chênh lệch.")
    if not said.strip():
        raise Refused("Ghi đã đối chiếu thế nào: tìm thấy, mất, nhầm chuyến…", field="said")
    missing = Tube.objects.filter(batch=batch, stage=rules.Stage.SENT).values_list("code", flat=True)
    if missing:
        raise Refused(
            "Còn ống chưa rõ: %(missing)s. Ghi nhận khi tìm thấy, hoặc báo mất từng ống.",
            field="said",
            values={"missing": ", ".join(missing[:5])},
        )
    amend(batch, state="closed", agreed_at=at, agreed_by=by.name[:120], note=said.strip()[:300])
    return batch


@action(needs=Permission.SAMPLE_RECORD)
def find_late(*, by: Actor, at: datetime, tube_id: UUID) -> Tube:
    """A tube that did not come with its box came after all."""
    (tube,) = own_tubes(by, [queries.get_tube(by=by, tube_id=tube_id).pk])
    rules.check_move(rules.Stage(tube.stage), times_of(tube), rules.Step(rules.Stage.RECEIVED, at), at)
    amend(tube, stage=rules.Stage.RECEIVED, received_at=at)
    Sample.objects.filter(tube=tube).update(received_at=at)
    Batch.objects.filter(tubes=tube, state="differs").update(received_count=F("received_count") + 1)
    return tube


def _own(by: Actor, box_id: UUID) -> Batch:
    batch = queries.get_batch(by=by, box_id=box_id)
    by.check(Permission.SAMPLE_RECORD, batch.area_path)
    return Batch.objects.select_for_update().get(pk=batch.pk)
