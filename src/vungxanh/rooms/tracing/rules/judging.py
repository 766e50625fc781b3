"""What the regulations say about one meeting, and about how far a case is traced."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Circumstances, ContactJudgement, NoRegulation, Subject, as_of, is_close_contact
from vungxanh.regulations.values import ContactDefinition

TRACED = ("probable", "confirmed")  # a suspected case is traced when somebody asks; nothing is stored for it


@dataclass(frozen=True, slots=True)
class Meeting:
    """The circumstances of a direct contact. None means nobody knows; then it is taken as the worse case."""

    distance_m: float | None = None
    minutes: float | None = None
    masked: bool | None = None
    household: bool = False
    physical: bool = False
    care: bool = False
    closed_space: bool | None = None


@lru_cache(maxsize=8192)
def definition_on(disease: str, day: date, area: str) -> tuple[ContactDefinition, str]:
    """(definition, citation) in force that day; before the first or after the last one, the nearest. NoRegulation."""
    try:
        ruling = as_of(Subject.CONTACT, disease, day, area)
    except NoRegulation as none:
        nearest = none.before or none.after
        if nearest is None:
            raise
        return nearest.value, nearest.name
    return ruling.value, ruling.explanation.chosen.name


@lru_cache(maxsize=65536)
def counts_by(meeting: Meeting, definition: ContactDefinition) -> ContactJudgement:
    """Whether a meeting is a close contact by this definition."""
    m = meeting
    met = Circumstances(
        distance_m=m.distance_m, minutes=m.minutes, masked=m.masked, same_household=m.household,
        physical=m.physical, care_without_ppe=m.care, closed_space=m.closed_space,
    )  # fmt: skip
    return is_close_contact(met, definition)


def counts(meeting: Meeting, *, disease: str, day: date, area: str) -> ContactJudgement:
    """Whether a meeting is a close contact by the definition in force on the day it took place."""
    return counts_by(meeting, definition_on(disease, day, area)[0])


@dataclass(frozen=True, slots=True)
class TracePlan:
    """How one case is traced. ``levels`` are computed, ``managed`` of them are worked on.

    ``end`` None: he may still infect. ``rule`` cites the definition of the day of the diagnosis.
    """

    start: datetime
    end: datetime | None
    levels: int
    managed: int
    same_place_minutes: float
    rule: str


def managed_levels(definition: ContactDefinition) -> int:
    """The furthest level the regulation manages (0: none)."""
    flags = (definition.f1_managed, definition.f2_managed, definition.f3_managed)
    return max((n for n, managed in enumerate(flags, start=1) if managed), default=0)


def plan_of(
    *, disease: str, area: str, day: date, window: tuple[datetime, datetime | None] | None, levels: int | None = None
) -> TracePlan:
    """The plan by the definition in force on ``day`` (of the diagnosis); more levels than managed only when asked.

    Refused without a window (no onset, sample or exposure known), and for diseases that have no contacts.
    """
    definition, rule = definition_on(disease, day, area)
    if window is None:
        raise Refused(
            "Chưa tính được thời kỳ lây truyền: ca bệnh cần ngày khởi phát, ngày lấy mẫu hoặc ngày chẩn đoán."
        )
    managed = managed_levels(definition)
    return TracePlan(window[0], window[1], levels or max(managed, 1), managed, definition.copresence_minutes, rule)
