"""Cases come in many at once, from a file: few statements, one audit row a batch."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.among import Keyed
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
TOLD_AT_ONCE = 500


@action(needs=Permission.IMPORT)
def record_many(*, by: Actor, at: datetime, rows: Sequence[rules.CaseRow], source: str) -> rules.BatchResult:
    """Write a batch (at most some 10,000 rows) in one go, one audit row. A row whose ``(source, external_id)`` is there already is left alone.

    Needs the right to record in each area too; not the right to confirm, so that historical lists can come in.
    Refused as a whole, naming the row (from 1), when a row cannot be written; odd dates come back as problems.
    """
    named = {row.external_id for row in rows}
    stored = Case.objects.filter(Keyed("external_id"), source=source, external_id__among=named)
    there = dict(stored.values_list("external_id", "id"))
    fresh = {row.external_id: index for index, row in enumerate(rows) if row.external_id not in there}
    new = dict(zip(fresh.values(), new_ids(len(fresh)), strict=True))
    problems: list[rules.RowProblem] = []
    checked = _checked(rows, problems, at)
    insert(Case, _COLUMNS, _values_of(checked, new, _Known(by, at, source, [rows[index] for index in new])))
    ids = there | {rows[index].external_id: pk for index, pk in new.items()}
    made = list(new.values())
    note(source=source, created=len(made), ids=made)
    for start in range(0, len(made), TOLD_AT_ONCE):
        tell(CasesImported(tuple(made[start : start + TOLD_AT_ONCE])))
    return rules.BatchResult(tuple(ids[row.external_id] for row in rows), len(made), tuple(problems))


Numbered = Iterator[tuple[int, rules.CaseRow]]


def _checked(rows: Sequence[rules.CaseRow], problems: list[rules.RowProblem], at: datetime) -> Numbered:
    """The rows with their numbers; what is odd about them goes to ``problems``, what cannot be is refused."""
    for index, row in enumerate(rows):
        for problem in rules.problems_of(index, row, at):
            if problem.fatal:
                raise Refused(
                    "Dòng %(index)s: %(sentence)s",
                    field=problem.field,
                    values={"index": index + 1, "sentence": problem.sentence},
                )
            problems.append(problem)
        yield index, row


class _Known:
    """What is asked of the database before rows are made: while they are made it is busy taking those before."""

    def __init__(self, by: Actor, at: datetime, source: str, rows: Sequence[rules.CaseRow]) -> None:
        self.by, self.at, self.source = by, at, source
        self.homes = _homes(by, {row.person_id for row in rows})
        self.taken = queries.taken_codes(codes={row.code for row in rows if row.code})
        nameless = Counter((row.disease, code_year(row.facts, at)) for row in rows if not row.code)
        self.codes = {key: iter(next_codes(*key, count)) for key, count in nameless.items()}


def _values_of(rows: Numbered, new: Mapping[int, UUID], known: _Known) -> Iterator[list[Any]]:
    """The columns of each new row, every row with its code."""
    checked: set[str] = set()
    for index, row in rows:
        pk = new.get(index)
        if pk is None:
            continue
        if row.person_id not in known.homes:
            raise Refused(
                "Dòng %(index)s: không có người này, hoặc không thuộc địa bàn của bạn.",
                field="person",
                values={"index": index + 1},
            )
        area = row.area_path or known.homes[row.person_id]
        if area not in checked:
            known.by.check(Permission.CASE_RECORD, area)
            checked.add(area)
        if row.code in known.taken:
            raise Refused(
                "Dòng %(index)s: mã ca %(code)s đã có.", field="code", values={"index": index + 1, "code": row.code}
            )
        code = row.code or next(known.codes[row.disease, code_year(row.facts, known.at)])
        known.taken.add(code)
        yield _values(pk, row, code, area, known)


def _values(pk: UUID, row: rules.CaseRow, code: str, area: str, known: _Known) -> list[Any]:
    facts = row.facts
    said = [getattr(facts, name) for name in FACTS]
    said[_DETECTION], said[_OUTCOME] = (facts.detection.value if facts.detection else ""), facts.outcome.value
    confirmed_at = (facts.diagnosed_at or known.at) if row.status is rules.Status.CONFIRMED else None
    due = rules.due_of(row.disease, facts.diagnosed_at, area)
    return [
        pk, code, row.person_id, row.disease, row.status.value, area, *said, due, confirmed_at, None, "",
        row.cluster_id, known.source, row.external_id, known.at,
    ]  # fmt: skip


_DETECTION, _OUTCOME = FACTS.index("detection"), FACTS.index("outcome")


def _homes(by: Actor, persons: set[UUID]) -> dict[UUID, str]:
    """Where each of them lives, of those ``by`` may see."""
    return dict(people.visible(by).filter(pk__among=persons).values_list("pk", "area_path"))
