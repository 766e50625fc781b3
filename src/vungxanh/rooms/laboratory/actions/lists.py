"""Results in bulk: the list or the run of a laboratory. What fits no tube waits to be matched or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vungxanh.common import centre
from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.bulk import insert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.settling import Unit, units_of, write
from vungxanh.rooms.laboratory.models import LabTest, Sample, UnmatchedResult

_UNMATCHED = (
    "id", "area_path", "source", "row", "code", "who", "method", "result", "ct", "resulted_at", "laboratory", "why", "state",
    "reason", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListResult:
    """What came of a list. ``same``: results known before; ``unmatched``: rows queued; ``problems``: rows refused."""

    written: int
    same: int
    unmatched: int
    problems: tuple[rules.RowProblem, ...] = ()


@action(needs=Permission.SAMPLE_RECORD)
def report_many(*, by: Actor, at: datetime, rows: Sequence[rules.ResultRow], source: str) -> ListResult:
    """Write the results of a list by the codes on the tubes. A row told before changes nothing; one that says otherwise
    than the result in force, or whose code is unknown, waits among the unmatched."""
    units = _known(by, {row.code for row in rows})
    problems: list[rules.RowProblem] = []
    queued: list[tuple[rules.ResultRow, str]] = []
    due: dict[int, Unit] = {}
    same = 0
    for index, row in enumerate(rows):
        unit = units.get(row.code)
        found = rules.sort_row(row, _as_known(by, unit) if unit else None, at)
        if found.fate is rules.Fate.WAITS:
            queued.append((row, found.why))
        elif found.fate is rules.Fate.WRITTEN and unit:
            unit.tests.append((row.test, None, ""))
            due[id(unit)] = unit
        problems += [rules.RowProblem(index, field, sentence) for field, sentence in found.faults]
        same += found.fate is rules.Fate.SAME
    made = write(list(due.values()), at)
    unmatched = _queue(by, queued, source, at)
    note(source=source, written=len(made), same=same, unmatched=unmatched, kept_out=len(problems), tests=made)
    return ListResult(len(made), same, unmatched, tuple(problems))


def _known(by: Actor, codes: set[str]) -> dict[str, Unit]:
    """Units by code: tubes, else single samples that a file brought without one."""
    codes = codes - {""}
    tubes = list(queries.visible_tubes(by).filter(code__among=codes).select_for_update())
    units = units_of(tubes)
    found = {tube.code: units[tube.pk] for tube in tubes}
    rest: dict[str, list[Sample]] = {}
    for sample in queries.visible(by).filter(code__among=codes - found.keys(), tube=None):
        rest.setdefault(sample.code, []).append(sample)
    return found | {code: Unit(None, some) for code, some in rest.items() if len(some) == 1}


def _as_known(by: Actor, unit: Unit) -> rules.Known:
    """What a row is compared with: the result in force, or that of a row before it."""
    area = unit.tube.area_path if unit.tube else unit.samples[0].area_path
    stage = unit.tube.stage if unit.tube else ""
    why = rules.why_not(people=bool(unit.samples), stage=stage, may=by.may(Permission.SAMPLE_RECORD, area))
    result = unit.tests[-1][0].result if unit.tests else rules.Result(unit.before)
    return rules.Known(unit.collected_at if unit.samples else None, result, why)


def _queue(by: Actor, rows: Sequence[tuple[rules.ResultRow, str]], source: str, at: datetime) -> int:
    """Rows that wait; one of the same place in the same source waits once."""
    area = by.areas(Permission.SAMPLE_RECORD)[0] or centre.current().area_path
    there = set(
        UnmatchedResult.objects.filter(source=source, row__in={row.row for row, _why in rows}).values_list(
            "row", "code"
        )
    )
    fresh = {(row.row, row.code[:40]): (row, why) for row, why in rows if (row.row, row.code[:40]) not in there}
    insert(UnmatchedResult, _UNMATCHED, [
        (
            new_id(), area, source, row.row, row.code[:40], row.who[:400], row.test.method.value, row.test.result.value, row.test.ct,
            row.test.resulted_at, row.test.laboratory[:160], why[:200], "waiting", "", at,
        )
        for row, why in fresh.values()
    ])  # fmt: skip
    return len(fresh)


@action(needs=Permission.SAMPLE_RECORD)
def match(*, by: Actor, at: datetime, unmatched_id: UUID, code: str) -> LabTest:
    """A waiting row belongs to the tube of this code: its result is written there."""
    row = queries.get_unmatched(by=by, unmatched_id=unmatched_id)
    by.check(Permission.SAMPLE_RECORD, row.area_path)
    if row.state != "waiting":
        raise Refused("Dòng này đã được xử lý rồi.")
    read = rules.read(code)
    unit = _known(by, {read}).get(read)
    why = _as_known(by, unit).why if unit else rules.NO_TUBE
    if unit is None or why:
        raise Refused("Không ghi được vào ống %(read)s: %(why)s.", field="code", values={"read": read, "why": why})
    test = rules.ResultFacts(
        method=rules.Method(row.method), result=rules.Result(row.result), ct=row.ct, resulted_at=row.resulted_at,
        laboratory=row.laboratory,
    )  # fmt: skip
    if unit.before != rules.Result.PENDING:
        raise Refused("Ống này đã có kết quả: mở ống và dùng «Sửa kết quả» nếu kết quả kia sai.", field="code")
    rules.check_test(test, unit.collected_at, at)
    unit.tests = [(test, None, "")]
    (made,) = write([unit], at)
    amend(row, state="matched", test_id=made)
    return LabTest.objects.get(pk=made)


@action(needs=Permission.SAMPLE_RECORD)
def drop(*, by: Actor, at: datetime, unmatched_id: UUID, reason: str) -> UnmatchedResult:
    """A waiting row is not ours, or was written another way; it stays readable with the reason."""
    row = queries.get_unmatched(by=by, unmatched_id=unmatched_id)
    by.check(Permission.SAMPLE_RECORD, row.area_path)
    if row.state != "waiting":
        raise Refused("Dòng này đã được xử lý rồi.")
    if not reason.strip():
        raise Refused("Ghi lý do bỏ dòng này.", field="reason")
    amend(row, state="dropped", reason=reason.strip()[:300])
    about(row)
    return row


@action(needs=Permission.SAMPLE_RECORD)
def report_wells(*, by: Actor, at: datetime, plate_id: UUID, calls: Sequence[rules.Call]) -> ListResult:
    """The run of an instrument: by well where our plate has a tube there, else by the name typed at the instrument.

    Where both name a tube of ours and not the same one, the plate may lie turned round: such rows wait for somebody.
    """
    plate = queries.get_plate(by=by, plate_id=plate_id)
    tubes = {place.well: place.tube.code for place in plate.wells.select_related("tube") if place.tube}
    rows = [
        _of_well(call, tubes.get(call.well, ""), number, plate.laboratory.name) for number, call in enumerate(calls, 1)
    ]
    result: ListResult = report_many(by=by, at=at, rows=rows, source=f"đĩa {plate.pk}")
    if plate.started_at is None:  # a file of the instrument: it ran, whether somebody said so or not
        amend(plate, started_at=at)
    about(plate)
    return result


def _of_well(call: rules.Call, laid: str, number: int, laboratory: str) -> rules.ResultRow:
    said = _said(call.sample) if rules.bare(call.sample) else ""
    test = rules.ResultFacts(result=call.result, ct=call.ct, laboratory=laboratory)
    other = bool(laid) and rules.looks_ours(said) and rules.bare(said) != rules.bare(laid)
    why = f"giếng {call.well}: đĩa xếp ống {laid}, máy ghi ống {said}" if other else ""
    return rules.ResultRow(code=said if other else laid or said, row=number, test=test, why=why)


def _said(sample: str) -> str:
    try:
        return rules.read(sample)
    except Refused:
        return sample.strip()[:40]
