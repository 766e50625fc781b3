"""A measurement of a patient: what class of severity it makes, whether it is an alarm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.regulations.api import Ruling, Subject, as_of
from vungxanh.regulations.treatment import PatientCare, SeverityRule
from vungxanh.rooms.treatment.rules.kinds import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What was measured and seen: SpO2 in per cent, breaths a minute, °C. ``critical``: a doctor says so."""

    spo2: int | None = None
    rr: int | None = None
    temperature: Decimal | None = None
    symptoms: bool = False
    danger: tuple[str, ...] = ()
    critical: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was measured."""
        return self.spo2 is None and self.rr is None and self.temperature is None


@dataclass(frozen=True, slots=True)
class Judged:
    """A class of severity with the sentences that make it."""

    severity: Severity
    reasons: tuple[str, ...]
    source: str
    verified: bool


def care(disease: str, on: date, area: str) -> Ruling[PatientCare]:
    """Rounds, alarms, waiting times in force."""
    found: Ruling[PatientCare] = as_of(Subject.PATIENT_CARE, disease, on, area)
    return found


def check(measure: Measure) -> None:
    """Refused for numbers no living person has."""
    for value, low, high, field, sentence in (
        (measure.spo2, 40, 100, "spo2", _("SpO2 từ 40 đến 100 %.")),
        (measure.rr, 4, 80, "rr", _("Nhịp thở từ 4 đến 80 lần/phút.")),
        (measure.temperature, 30, 44, "temperature", _("Thân nhiệt từ 30 đến 44 °C.")),
    ):
        if value is not None and not low <= value <= high:
            raise Refused(sentence, field=field)


def severity(measure: Measure, *, disease: str, on: date, area: str) -> Judged:
    """The class by the regulation in force; numbers that were not measured make nothing worse."""
    ruling: Ruling[SeverityRule] = as_of(Subject.SEVERITY, disease, on, area)
    chosen = ruling.explanation.chosen
    found, why = _class_of(measure, ruling.value)
    return Judged(found, tuple(why), chosen.name, chosen.fully_verified)


def _class_of(m: Measure, rule: SeverityRule) -> tuple[Severity, list[str]]:
    if m.critical:
        return Severity.CRITICAL, [rule.critical]
    severe = [
        *([f"SpO2 {m.spo2} % dưới {rule.severe_spo2_below} %"] if m.spo2 is not None and m.spo2 < rule.severe_spo2_below else []),
        *([f"nhịp thở {m.rr} trên {rule.severe_rr_over} lần/phút"] if m.rr is not None and m.rr > rule.severe_rr_over else []),
    ]  # fmt: skip
    if severe:
        return Severity.SEVERE, severe
    moderate = [
        *([f"SpO2 {m.spo2} %, từ {rule.moderate_spo2_upto} % trở xuống"] if m.spo2 is not None and m.spo2 <= rule.moderate_spo2_upto else []),
        *([f"nhịp thở {m.rr}, từ {rule.moderate_rr_from} lần/phút"] if m.rr is not None and m.rr >= rule.moderate_rr_from else []),
    ]  # fmt: skip
    if moderate:
        return Severity.MODERATE, moderate
    if m.symptoms or m.danger:
        return Severity.MILD, ["có triệu chứng, chưa suy hô hấp"]
    return Severity.NONE, ["không triệu chứng"]


def alarms(measure: Measure, rule: PatientCare, *, tier: int, before: int, level: int) -> tuple[str, ...]:
    """Why this measurement calls for somebody at once; nothing when it does not.

    The thresholds are for home and the lower tiers. Higher up they are every day's numbers: there a class worse than
    ``before`` is the alarm. Danger signs and fever are everywhere. Which tiers these are is a regulation too.
    """
    found = _thresholds(measure, rule) if tier <= rule.thresholds_upto_tier else []
    if tier >= rule.worse_from_tier and level > before:
        found.append(f"nặng lên: SpO2 {measure.spo2 or '–'} %, nhịp thở {measure.rr or '–'}")
    if measure.temperature is not None and measure.temperature >= Decimal(str(rule.alarm_fever_from)):
        found.append(f"thân nhiệt {str(measure.temperature).replace('.', ',')} °C")
    return (*found, *measure.danger)


def _thresholds(measure: Measure, rule: PatientCare) -> list[str]:
    found = []
    if measure.spo2 is not None and measure.spo2 < rule.alarm_spo2_below:
        found.append(f"SpO2 {measure.spo2} % (dưới {rule.alarm_spo2_below})")
    if measure.rr is not None and measure.rr > rule.alarm_rr_over:
        found.append(f"nhịp thở {measure.rr} (trên {rule.alarm_rr_over})")
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """One round in the course of an illness."""

    at: datetime
    day: date
    severity: int
    symptoms: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The illness so far: last class, when it last rose, since when it is lower, symptoms gone since."""

    severity: int
    worse_at: datetime | None
    better_since: datetime | None
    symptomatic: bool
    free_since: date | None


def course_of(start: Seen, rounds: Iterable[Seen]) -> Course:
    """From the state at the beginning and all rounds in the order of time."""
    level, worse_at, better, ill, free = start.severity, None, None, start.symptoms, None
    for one in rounds:
        if one.severity > level:
            worse_at, better = one.at, None
        elif one.severity < level:
            better = one.at
        level = one.severity
        free = None if one.symptoms else free or (one.day if ill else None)
        ill = ill or one.symptoms
    return Course(level, worse_at, better, ill, free)
