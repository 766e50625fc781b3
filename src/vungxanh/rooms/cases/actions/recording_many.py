"""Cases come in many at once, from a file: few statements, one audit row a batch."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import insert
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.actions.parts import code_year, next_codes
from vungxanh.rooms.cases.actions.recording import FACTS
from vungxanh.rooms.cases.events import CasesImported
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people import queries as people

_COLUMNS = (
    "id", "code", "person_id", "disease", "status", "area_path", *FACTS, "notify_due_at", "confirmed_at", "source_case_id",
    "source_setting", "cluster_id", "source", "external_id", "created_at",
)  # fmt: skip
_CODE = _COLUMNS.index("code")
TOLD_AT_ONCE = 500


@action(needs=Permission.IMPORT)
def record_many(*, by: Actor, at: datetime, rows: Sequence[rules.CaseRow], source: str) -> rules.BatchResult:
    """Write a batch (at most some 10,000 rows) in one go, one audit row. A row whose ``(source, external_id)`` is there already is left alone.

    Needs the right to record in each area too; not the right to confirm, so that historical lists can come in.
    Refused as a whole, naming the row (from 1), when a row cannot be written; odd dates come back as problems.
    """
    problems = [p for index, row in enumerate(rows) for p in rules.problems_of(index, row, at)]
    for problem in problems:
        if problem.fatal:
            raise Refused(f"Dòng {problem.index + 1}: {problem.sentence}", field=problem.field)
    stored = Case.objects.filter(source=source, external_id__among={row.external_id for row in rows})
    there = dict(stored.values_list("external_id", "id"))
    fresh = {row.external_id: (index, row) for index, row in enumerate(rows) if row.external_id not in there}
    made = _values_of([*fresh.values()], by=by, at=at, source=source)
    insert(Case, _COLUMNS, made)
    new = [values[0] for values in made]
    ids = there | dict(zip(fresh, new, strict=True))
    note(source=source, created=len(new), ids=new)
    for start in range(0, len(new), TOLD_AT_ONCE):
        tell(CasesImported(tuple(new[start : start + TOLD_AT_ONCE])))
    return rules.BatchResult(tuple(ids[row.external_id] for row in rows), len(new), tuple(problems))


def _values_of(rows: Sequence[tuple[int, rules.CaseRow]], *, by: Actor, at: datetime, source: str) -> list[list[Any]]:
    """The columns of each row, every row with its code."""
    areas = _homes(by, {row.person_id for _, row in rows})
    taken = queries.taken_codes(codes={row.code for _, row in rows if row.code})
    checked: set[str] = set()
    made: list[list[Any]] = []
    nameless: dict[tuple[str, int], list[list[Any]]] = {}
    for pk, (index, row) in zip(new_ids(len(rows)), rows, strict=True):
        if row.person_id not in areas:
            raise Refused(f"Dòng {index + 1}: không có người này, hoặc không thuộc địa bàn của bạn.", field="person")
        area = row.area_path or areas[row.person_id]
        if area not in checked:
            by.check(Permission.CASE_RECORD, area)
            checked.add(area)
        if row.code in taken:
            raise Refused(f"Dòng {index + 1}: mã ca {row.code} đã có.", field="code")
        values = _values(pk, row, area, at, source)
        if row.code:
            taken.add(row.code)
        else:
            nameless.setdefault((row.disease, code_year(row.facts, at)), []).append(values)
        made.append(values)
    for (disease, year), group in nameless.items():
        for values, code in zip(group, next_codes(disease, year, len(group)), strict=True):
            values[_CODE] = code
    return made


def _values(pk: UUID, row: rules.CaseRow, area: str, at: datetime, source: str) -> list[Any]:
    facts = row.facts
    said = [getattr(facts, name) for name in FACTS]
    said[_DETECTION], said[_OUTCOME] = (facts.detection.value if facts.detection else ""), facts.outcome.value
    confirmed_at = (facts.diagnosed_at or at) if row.status is rules.Status.CONFIRMED else None
    due = rules.due_of(row.disease, facts.diagnosed_at, area)
    return [
        pk, row.code, row.person_id, row.disease, row.status.value, area, *said, due, confirmed_at, None, "",
        row.cluster_id, source, row.external_id, at,
    ]  # fmt: skip


_DETECTION, _OUTCOME = FACTS.index("detection"), FACTS.index("outcome")


def _homes(by: Actor, persons: set[UUID]) -> dict[UUID, str]:
    """Where each of them lives, of those ``by`` may see."""
    return dict(people.visible(by).filter(pk__among=persons).values_list("pk", "area_path"))
