"""F1 and F2 of each new patient, with how many of the F1 were sampled: codes and counts, no names."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import queries as laboratory
from vungxanh.rooms.reports.queries.asked import DISEASE, Ask
from vungxanh.rooms.reports.rules import PatientLine
from vungxanh.rooms.tracing import queries as tracing

MOST = 60


def patients(ask: Ask, days: int) -> list[PatientLine]:
    """Cases confirmed in the last ``days``, the newest first; at most ``MOST``. A person's newest sample counts."""
    back = timedelta(days=days)
    rows = cases.visible(ask.by).filter(ask.here, disease=DISEASE, status="confirmed")
    rows = rows.filter(diagnosed_at__gte=ask.at - back, diagnosed_at__lte=ask.at)
    found = list(rows.order_by("-diagnosed_at", "-id").values_list("pk", "code")[:MOST])
    ids = [pk for pk, _code in found]
    levels = tracing.level_counts(by=ask.by, case_ids=ids)
    near = tracing.f1_persons(by=ask.by, case_ids=ids)
    results = laboratory.newest_results(
        by=ask.by, person_ids={p for them in near.values() for p in them}, disease=DISEASE
    )
    return [_line(code, levels.get(pk, {}), near.get(pk, set()), results) for pk, code in found]


def _line(code: str, levels: dict[int, int], near: set[UUID], results: dict[UUID, str]) -> PatientLine:
    said = Counter(results[person] for person in near if person in results)
    sampled = sum(said.values())
    positive, negative = said["positive"], said["negative"]
    return PatientLine(
        code, levels.get(1, 0), levels.get(2, 0), sampled, negative, positive, sampled - positive - negative
    )
