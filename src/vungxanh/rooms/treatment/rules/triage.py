"""Triage: from age, disease, vaccination and a measurement to a colour, and to the tier proposed."""

from dataclasses import dataclass, field
from datetime import date

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.regulations.api import Ruling, Subject, as_of
from vungxanh.regulations.treatment import HomeCare, RiskRule, Tier, TreatmentTiers
from vungxanh.rooms.treatment.rules.kinds import COLOURS, Colour, Severity
from vungxanh.rooms.treatment.rules.measuring import Judged, Measure, check, severity


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageFacts:
    """What triage asks. ``age`` in years, None: unknown; ``immune_days``: days since the last of full doses."""

    age: int | None = None
    ill_before: bool = False
    pregnant: bool = False
    emergency: bool = False
    full_doses: bool = False
    immune_days: int | None = None
    measure: Measure = field(default_factory=Measure)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the regulations say: class, colour, tier, each with its reasons and where they stand."""

    severity: Severity
    colour: Colour
    tier: int
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    verified: bool


def tiers(disease: str, on: date, area: str) -> Ruling[TreatmentTiers]:
    """The tower in force."""
    found: Ruling[TreatmentTiers] = as_of(Subject.TREATMENT_TIERS, disease, on, area)
    return found


def propose(facts: TriageFacts, *, disease: str, on: date, area: str) -> Proposal:
    """The class, the colour and the tier; the tier is the higher of what class and colour ask for."""
    check(facts.measure)
    judged: Judged = severity(facts.measure, disease=disease, on=on, area=area)
    risk: Ruling[RiskRule] = as_of(Subject.RISK_GROUP, disease, on, area)
    colour, why = colour_of(facts, risk.value)
    tower = tiers(disease, on, area)
    by_class, by_colour = tier_of(judged.severity, tower.value.tiers), risk.value.tiers[COLOURS.index(colour)]
    sources = tuple(dict.fromkeys((judged.source, risk.explanation.chosen.name, tower.explanation.chosen.name)))
    verified = judged.verified and risk.explanation.chosen.fully_verified and tower.explanation.chosen.fully_verified
    return Proposal(judged.severity, colour, max(by_class, by_colour), (*judged.reasons, *why), sources, verified)


def tier_of(level: Severity, tower: tuple[Tier, ...]) -> int:
    """The lowest tier that takes this class."""
    return next((t.number for t in tower if t.lowest <= level <= t.highest), tower[-1].number)


def colour_of(facts: TriageFacts, rule: RiskRule) -> tuple[Colour, tuple[str, ...]]:
    """The worst colour that anything asks for, with all that asks for it."""
    found: dict[Colour, list[str]] = {colour: [] for colour in Colour}
    age, spo2 = facts.age, facts.measure.spo2
    old = age is not None and age >= rule.orange_age
    if facts.emergency:
        found[Colour.RED].append("cấp cứu")
    if old and facts.ill_before:
        found[Colour.RED].append(f"từ {rule.orange_age} tuổi có bệnh nền")
    for holds, words in (
        (old, f"từ {rule.orange_age} tuổi"),
        (facts.ill_before and not _immune(facts, rule), "có bệnh nền"),
        (facts.pregnant, "có thai"),
        (age is not None and age < rule.child_below, f"trẻ dưới {rule.child_below} tuổi"),
    ):
        if holds:
            found[Colour.ORANGE].append(words)
    if age is not None and rule.yellow_age <= age < rule.orange_age and not _immune(facts, rule):
        found[Colour.YELLOW].append(f"từ {rule.yellow_age} tuổi")
    if spo2 is not None and (colour := _by_spo2(spo2, rule)):
        found[colour].append(f"SpO2 {spo2} %")
    worst = next((c for c in reversed(COLOURS) if found[c]), Colour.GREEN)
    return worst, tuple(found[worst])


def _immune(facts: TriageFacts, rule: RiskRule) -> bool:
    return facts.full_doses and facts.immune_days is not None and facts.immune_days >= rule.vaccinated_days


def _by_spo2(spo2: int, rule: RiskRule) -> Colour | None:
    if spo2 <= rule.red_spo2:
        return Colour.RED
    if spo2 <= rule.orange_spo2:
        return Colour.ORANGE
    return Colour.YELLOW if spo2 <= rule.yellow_spo2 else None


def check_choice(proposed: int, chosen: int, reason: str, tower: tuple[Tier, ...]) -> None:
    """Another tier than proposed needs a reason."""
    if chosen not in {t.number for t in tower}:
        raise Refused(_("Không có tầng này trong tháp điều trị đang áp dụng."), field="tier")
    if chosen != proposed and len(reason.strip()) < 5:
        raise Refused(_("Chọn tầng khác đề xuất thì phải ghi lý do."), field="reason")


@dataclass(frozen=True, slots=True)
class HomeCondition:
    """One condition of being treated at home; ``met`` None: nobody has looked."""

    text: str
    met: bool | None


def home_care(disease: str, on: date, area: str) -> Ruling[HomeCare]:
    """The conditions in force."""
    found: Ruling[HomeCare] = as_of(Subject.HOME_CARE, disease, on, area)
    return found


def home_conditions(rule: HomeCare, measure: Measure, said: dict[int, bool]) -> list[HomeCondition]:
    """The numbers by the measurement, the others as somebody said (position from 1)."""
    found = []
    if rule.spo2_over is not None:
        met = None if measure.spo2 is None else measure.spo2 > rule.spo2_over
        found.append(HomeCondition(f"SpO2 trên {rule.spo2_over} %", met))
    if rule.rr_below is not None:
        met = None if measure.rr is None else measure.rr < rule.rr_below
        found.append(HomeCondition(f"Nhịp thở dưới {rule.rr_below} lần/phút", met))
    return found + [HomeCondition(text, said.get(n)) for n, text in enumerate(rule.conditions, start=1)]


def check_home(conditions: list[HomeCondition], reason: str) -> None:
    """Home only when every condition is met, or with a reason somebody answers for."""
    lacking = sum(c.met is not True for c in conditions)
    if lacking and len(reason.strip()) < 5:
        raise Refused(_("Chưa đạt đủ điều kiện ở nhà. Đưa vào cơ sở, hoặc ghi lý do vẫn cho ở nhà."), field="reason")
