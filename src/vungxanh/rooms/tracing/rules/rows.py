"""Visits and meetings in bulk: one row each, and what is wrong with it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.rows import RowProblem
from vungxanh.rooms.tracing.rules.judging import Meeting
from vungxanh.rooms.tracing.rules.states import check_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A stay of an import. Times aware. ``area_path`` of the venue; ``case_id`` makes it a milestone of that case."""

    person_id: UUID
    venue_id: UUID
    area_path: str
    start_at: datetime
    end_at: datetime
    external_id: str
    case_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A meeting of an import. ``area_path``: where they met, else where the first lives."""

    person_id: UUID
    other_id: UUID
    area_path: str
    start_at: datetime
    end_at: datetime
    external_id: str
    meeting: Meeting = field(default_factory=Meeting)
    venue_id: UUID | None = None
    case_id: UUID | None = None
    note: str = ""


def problems_of(index: int, row: VisitRow | ContactRow, at: datetime) -> tuple[RowProblem, ...]:
    """What is wrong with a row by itself."""
    found = []
    try:
        check_interval(row.start_at, row.end_at, at)
    except Refused as no:
        found.append(RowProblem(index, no.field or "", no.sentence))
    if not row.external_id or len(row.external_id) > 80:
        found.append(RowProblem(index, "external_id", "Mã của dòng trong tệp phải có, tối đa 80 ký tự."))
    if isinstance(row, ContactRow) and row.person_id == row.other_id:
        found.append(RowProblem(index, "other", "Một người không thể tiếp xúc với chính mình."))
    return tuple(found)
