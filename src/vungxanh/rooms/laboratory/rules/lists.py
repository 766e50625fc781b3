"""What becomes of one row of a laboratory's list, by what is known of the tube its code names. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vungxanh.rooms.laboratory.rules.kinds import Result, ResultRow, faults_of_test
from vungxanh.rooms.laboratory.rules.stages import Stage

DIFFERS = "khác với kết quả đang có: sửa kết quả nếu đúng"
NO_TUBE = "không có ống mang mã này"


class Fate(StrEnum):
    """Written; known already; waits for somebody; impossible; says nothing."""

    WRITTEN = "written"
    SAME = "same"
    WAITS = "waits"
    WRONG = "wrong"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Known:
    """A tube (or a sample without one). ``result``: in force, or that of a row before; ``why``: no result may be written."""

    collected_at: datetime | None
    result: Result
    why: str = ""


def why_not(*, people: bool, stage: str = "", may: bool) -> str:
    """Why no result may be written in a tube; "" when it may. ``people``: somebody's sample is in it."""
    if not people:
        return "ống chưa có người"
    if stage == Stage.LOST:
        return "ống đã báo hỏng, mất"
    return "" if may else "ống ngoài địa bàn của bạn"


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of a row. ``why``: it waits; ``faults``: (field, sentence) of what is impossible."""

    fate: Fate
    why: str = ""
    faults: tuple[tuple[str, str], ...] = ()


def sort_row(row: ResultRow, known: Known | None, at: datetime) -> Sorted:
    """A row that says otherwise than the result in force waits: a list corrects nothing by itself."""
    why = row.why or (known.why if known else NO_TUBE)
    if known is None or known.collected_at is None or why:
        return Sorted(Fate.WAITS, why)
    if faults := faults_of_test(row.test, known.collected_at, at):
        return Sorted(Fate.WRONG, faults=tuple(faults))
    if row.test.result is Result.PENDING:
        return Sorted(Fate.EMPTY)
    if known.result == row.test.result:
        return Sorted(Fate.SAME)
    return Sorted(Fate.WRITTEN) if known.result == Result.PENDING else Sorted(Fate.WAITS, DIFFERS)
