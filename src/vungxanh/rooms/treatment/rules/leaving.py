"""What must hold before a patient goes home: by the rule of discharge in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vungxanh.regulations.api import Ruling, Subject, as_of
from vungxanh.regulations.treatment import DischargeRow, DischargeRules, Who


@dataclass(frozen=True, slots=True)
class Specimen:
    """One result: taken when; ``pcr``: not a quick test; ``ct`` where a PCR is positive."""

    taken_at: datetime
    negative: bool
    pcr: bool
    ct: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition with whether it holds."""

    sentence: str
    met: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """The way home that is nearest: its conditions; ``earliest``: by days alone."""

    conditions: tuple[Condition, ...]
    earliest: date
    monitoring_until: date
    source: str
    verified: bool

    @property
    def ready(self) -> bool:
        """Whether he may go."""
        return all(c.met for c in self.conditions)


def leaving(
    *, disease: str, area: str, began: date, symptomatic: bool, free_since: date | None, tests: Sequence[Specimen],
    now: datetime, today: date,
) -> Leaving:  # fmt: skip
    """The row that is met, else the one with the fewest conditions open. NoRegulation where there is none."""
    ruling: Ruling[DischargeRules] = as_of(Subject.DISCHARGE, disease, today, area)
    chosen = ruling.explanation.chosen
    rows = [r for r in ruling.value.rows if r.who is not (Who.ASYMPTOMATIC if symptomatic else Who.SYMPTOMATIC)]
    made = [(row, _conditions(row, began, symptomatic, free_since, tests, now, today)) for row in rows]
    row, best = min(made, key=lambda pair: (sum(not c.met for c in pair[1]), pair[0].days))
    watch = today + timedelta(days=ruling.value.monitoring_days)
    return Leaving(tuple(best), began + timedelta(days=row.days), watch, chosen.name, chosen.fully_verified)


def _conditions(
    row: DischargeRow, began: date, symptomatic: bool, free_since: date | None, tests: Sequence[Specimen], now: datetime,
    today: date,
) -> list[Condition]:  # fmt: skip
    found = []
    if row.days:
        found.append(
            Condition(f"Điều trị ít nhất {row.days} ngày (đã {(today - began).days})", (today - began).days >= row.days)
        )
    if symptomatic and row.free_days:
        free = (today - free_since).days if free_since else 0
        found.append(Condition(f"Hết triệu chứng ít nhất {row.free_days} ngày (đã {free})", free >= row.free_days))
    if row.negatives:
        good = _in_a_row(row, tests, began)
        gap = f", cách nhau ít nhất {row.gap_hours} giờ" if row.negatives > 1 and row.gap_hours else ""
        kind = "PCR hoặc test nhanh" if row.antigen else "PCR"
        ct = f"{row.ct_from:g}".replace(".", ",")
        said = f"{row.negatives} mẫu {kind} liên tiếp âm tính hoặc Ct từ {ct}{gap} (đã có {len(good)})"
        found.append(Condition(said, len(good) >= row.negatives))
        if row.last_within_hours:
            fresh = bool(good) and now - good[0].taken_at <= timedelta(hours=row.last_within_hours)
            found.append(Condition(f"Mẫu cuối lấy trong {row.last_within_hours} giờ trước khi ra", fresh))
    return found


def _in_a_row(row: DischargeRow, tests: Sequence[Specimen], began: date) -> list[Specimen]:
    """The good tests since the last bad one, the newest first, far enough apart."""
    found: list[Specimen] = []
    for test in sorted(tests, key=lambda t: t.taken_at, reverse=True):
        if not (test.pcr or row.antigen):
            continue
        low = test.negative or (test.ct is not None and test.ct >= row.ct_from)
        if not low or (test.taken_at.date() - began).days + 1 < row.sample_day_from:
            break
        if not found or found[-1].taken_at - test.taken_at >= timedelta(hours=row.gap_hours):
            found.append(test)
    return found
