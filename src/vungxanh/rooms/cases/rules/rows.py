"""Cases in bulk: one row each, and what is wrong with it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.rows import RowProblem
from vungxanh.regulations.api import disease
from vungxanh.rooms.cases.rules.dates import CaseFacts, contradictions
from vungxanh.rooms.cases.rules.kinds import Status

CODE_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case of an import. ``area_path`` "" is where the person lives; ``code`` "" makes one."""

    person_id: UUID
    disease: str
    external_id: str
    area_path: str = ""
    status: Status = Status.SUSPECTED
    code: str = ""
    facts: CaseFacts = field(default_factory=CaseFacts)
    cluster_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of a batch: the id of each row in order (of an earlier import where it was there already)."""

    ids: tuple[UUID, ...]
    created: int
    problems: tuple[RowProblem, ...]


def problems_of(index: int, row: CaseRow, at: datetime) -> tuple[RowProblem, ...]:
    """What is wrong with a row by itself. Contradictory dates of historical data warn; they are not refused."""
    found = [RowProblem(index, c.field, c.sentence, fatal=False) for c in contradictions(row.facts, at)]
    if row.status is Status.CONFIRMED and row.facts.diagnosed_at is None:
        words = "Ca xác định không có ngày giờ chẩn đoán; không tính được hạn báo cáo."
        found.append(RowProblem(index, "diagnosed_at", words, fatal=False))
    starts, ends = row.facts.exposure_start, row.facts.exposure_end
    if starts and ends and ends < starts:
        found.append(RowProblem(index, "exposure_end", "Ngày kết thúc phơi nhiễm trước ngày bắt đầu.", fatal=True))
    try:
        disease(row.disease)
    except Refused as no:
        found.append(RowProblem(index, "disease", no.sentence, fatal=True))
    if not row.external_id:
        found.append(RowProblem(index, "external_id", "Thiếu mã của ca trong tệp.", fatal=True))
    if len(row.code) > CODE_LENGTH:
        found.append(RowProblem(index, "code", f"Mã ca dài quá {CODE_LENGTH} ký tự.", fatal=True))
    return tuple(found)
