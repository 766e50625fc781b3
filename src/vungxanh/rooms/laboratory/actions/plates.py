"""Plates: tubes get their wells, the run begins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.chain import move
from vungxanh.rooms.laboratory.actions.parts import own_tubes
from vungxanh.rooms.laboratory.models import Plate, PlateWell


@action(needs=Permission.SAMPLE_RECORD)
def lay_plate(
    *, by: Actor, at: datetime, laboratory_id: UUID, name: str, area_path: str, tube_ids: Sequence[UUID]
) -> Plate:
    """A plate of a laboratory with these tubes, column by column in the order given; the last two wells are controls."""
    laboratory = queries.get_laboratory(by=by, laboratory_id=laboratory_id)
    by.check(Permission.SAMPLE_RECORD, area_path)
    if not squeeze(name):
        raise Refused("Ghi tên đĩa hoặc tên lượt chạy.", field="name")
    tubes = {tube.pk: tube for tube in own_tubes(by, tube_ids)}
    for tube in tubes.values():
        if tube.stage not in rules.WAITING:
            raise Refused(
                "Ống %(code)s không còn chờ xét nghiệm.", field="tubes", values={"code": tube.code or "không mã"}
            )
        if PlateWell.objects.filter(tube=tube, plate__started_at=None).exists():
            raise Refused(
                "Ống %(code)s đã nằm trên một đĩa chưa chạy.", field="tubes", values={"code": tube.code or "không mã"}
            )
    wells = rules.fill((), len(tubes))
    made = Plate(name=squeeze(name)[:80], laboratory=laboratory, area_path=area_path, created_at=at)
    made.save(force_insert=True)
    controls = zip(rules.CONTROLS, (rules.WellUse.POSITIVE_CONTROL, rules.WellUse.NEGATIVE_CONTROL), strict=True)
    PlateWell.objects.bulk_create([
        *(PlateWell(plate=made, well=well, tube=tubes[pk]) for well, pk in zip(wells, dict.fromkeys(tube_ids), strict=True)),
        *(PlateWell(plate=made, well=well, use=use) for well, use in controls),
    ])  # fmt: skip
    about(made)
    note(tubes=[str(pk) for pk in tubes])
    return made


@action(needs=Permission.SAMPLE_RECORD)
def run_plate(*, by: Actor, at: datetime, plate_id: UUID) -> Plate:
    """The instrument runs: its tubes are being tested."""
    plate = queries.get_plate(by=by, plate_id=plate_id)
    by.check(Permission.SAMPLE_RECORD, plate.area_path)
    if plate.started_at is not None:
        raise Refused("Đĩa này đã chạy.")
    stages = (rules.Stage.COLLECTED, rules.Stage.SENT, rules.Stage.RECEIVED)
    tubes = plate.wells.filter(tube__stage__in=stages).values_list("tube", flat=True)
    if tubes:
        move(by=by, at=at, tube_ids=[pk for pk in tubes if pk], stage=rules.Stage.RUNNING)
    amend(plate, started_at=at)
    return plate
