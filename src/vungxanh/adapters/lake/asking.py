"""F1–F3 of the centre's own cases, found in a folder by another engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from vungxanh.adapters.lake.leaving import pseudonyms
from vungxanh.engine.lake.api import F0, connect, manifest_of, trace
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tracing import queries as tracing


@dataclass(frozen=True, slots=True)
class One:
    """Somebody reached: level, earliest exposure at that level and by a chain of any length, epoch seconds."""

    person_id: UUID
    level: int
    exposed_from: int
    earliest: int


@dataclass(frozen=True)
class Asked:
    """cases: codes. as_of: when the folder was written. rounds: what the engine read and found."""

    cases: list[str]
    as_of: str
    rule: str
    start: datetime
    people: list[One]
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """F1.. -> persons."""
        levels = sorted({one.level for one in self.people})
        return {f"F{n}": sum(one.level == n for one in self.people) for n in levels}


def ask(
    *, by: Actor, at: datetime, cases: Sequence[str], engine: str, folder: Path, levels: int | None = None,
    options: dict[str, str] | None = None,
) -> Asked:  # fmt: skip
    """Trace cases (codes or ids) ``by`` may see, all at once, over a folder written by ``leaving.export``.

    The definition is that of the cases; Refused when it is not the same for all, a case is of another disease than the
    folder, or has no infectious window. NotYours for a case not his.
    """
    told, hidden = manifest_of(folder), pseudonyms()
    traced = [tracing.planned(by=by, case=one, levels=levels) for one in dict.fromkeys(cases)]
    if any(case.disease != told.disease for case, _ in traced):
        raise Refused(
            "Thư mục này được xuất cho bệnh %(disease)s; ca bệnh hỏi đến mắc bệnh khác.",
            values={"disease": told.disease},
        )
    ways = {(plan.levels, plan.same_place_minutes) for _, plan in traced}
    if len(ways) > 1:
        raise Refused("Các ca này theo định nghĩa tiếp xúc khác nhau. Hãy hỏi riêng từng nhóm.")
    ((depth, minutes),) = ways
    starts: dict[UUID, F0] = {}
    for case, plan in traced:
        end = int(max(plan.start, min(plan.end or at, at)).timestamp())
        (who,) = hidden.hide_uuids([case.person_id])
        starts[case.person_id] = F0(who, int(plan.start.timestamp()), end)
    lake = connect(engine, folder, options)
    try:
        answer = trace(lake, list(starts.values()), levels=depth, min_seconds=round(minutes * 60))
    finally:
        lake.close()
    rows = zip(hidden.reveal(answer.person), answer.level, answer.exposed_from, answer.earliest, strict=True)
    return Asked(
        [case.code for case, _ in traced], told.as_of, traced[0][1].rule, min(plan.start for _, plan in traced),
        [One(*row) for row in rows], answer.rounds,
    )  # fmt: skip
