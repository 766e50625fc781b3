"""What regulations say of treatment: severity, risk colours, tiers, homes, daily care, discharge, oxygen."""

# ruff: noqa: RUF009 -- says() is dataclasses.field() with a label

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vungxanh.regulations.subjects import Subject
from vungxanh.regulations.values import says


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityRule:
    """Numbers that make a class of severity; below moderate only symptoms tell asymptomatic from mild."""

    moderate_rr_from: int = says("Trung bình: nhịp thở từ", "lần/phút", 10, 60)
    severe_rr_over: int = says("Nặng: nhịp thở trên", "lần/phút", 10, 80)
    moderate_spo2_upto: int = says("Trung bình: SpO2 từ mức này trở xuống", "%", 50, 100)
    severe_spo2_below: int = says("Nặng: SpO2 dưới", "%", 50, 100)
    critical: str = says("Nguy kịch khi")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRule:
    """The four colours of risk of an infected person, by age, disease and SpO2, and the tier of each.

    ``tiers``: of green, yellow, orange, red.
    """

    yellow_age: int = says("Vàng: tuổi từ", "tuổi", 0, 120)
    orange_age: int = says("Cam: tuổi từ", "tuổi", 0, 120)
    child_below: int = says("Cam: trẻ dưới", "tuổi", 0, 18)
    yellow_spo2: int = says("Vàng: SpO2 từ mức này trở xuống", "%", 50, 100)
    orange_spo2: int = says("Cam: SpO2 từ mức này trở xuống", "%", 50, 100)
    red_spo2: int = says("Đỏ: SpO2 từ mức này trở xuống", "%", 50, 100)
    vaccinated_days: int = says("Đủ liều tính sau", "ngày", 0, 60)
    tiers: tuple[int, ...] = says("Tầng của xanh, vàng, cam, đỏ", "", 1, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One tier of the tower. ``lowest``–``highest``: classes of severity, 0 asymptomatic to 4 critical."""

    number: int = says("Tầng", "", 1, 9)
    patients: str = says("Người bệnh")
    facilities: str = says("Cơ sở")
    lowest: int = says("Từ mức bệnh", "", 0, 4)
    highest: int = says("Đến mức bệnh", "", 0, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentTiers:
    """The tiers of one document, the lowest first; who fits two is proposed the lower one."""

    note: str = says("Ghi chú", default="")
    tiers: tuple[Tier, ...] = says("Các tầng", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCare:
    """When somebody infected may stay at home. ``conditions`` are looked at; the numbers are of the measurement."""

    spo2_over: int | None = says("SpO2 trên", "%", 50, 100, default=None)
    rr_below: int | None = says("Nhịp thở dưới", "lần/phút", 10, 60, default=None)
    conditions: tuple[str, ...] = says("Điều kiện")
    packs: tuple[str, ...] = says("Túi thuốc phát tại nhà", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCare:
    """Rounds of a day at home and in a facility, what is an alarm, how long a transfer may wait."""

    home_hours: tuple[int, ...] = says("Giờ bắt đầu mỗi lượt theo dõi tại nhà", "giờ", 0, 23)
    facility_hours: tuple[int, ...] = says("Giờ bắt đầu mỗi lượt khám tại cơ sở", "giờ", 0, 23)
    alarm_spo2_below: int = says("Báo động khi SpO2 dưới", "%", 50, 100)
    alarm_rr_over: int = says("Báo động khi nhịp thở trên", "lần/phút", 10, 80)
    alarm_fever_from: float = says("Báo động khi thân nhiệt từ", "°C", 36, 42)
    danger_signs: tuple[str, ...] = says("Dấu hiệu nguy hiểm")
    thresholds_upto_tier: int = says("Ngưỡng SpO2, nhịp thở áp dụng tại nhà và đến tầng", "", 1, 9, default=1)
    worse_from_tier: int = says("Nặng lên một mức là báo động, từ tầng", "", 1, 9, default=2)
    accept_hours: float = says("Nơi nhận trả lời yêu cầu chuyển trong", "giờ", 0.25, 72)
    down_after_hours: int = says("Chuyển xuống tầng khi mức bệnh đã nhẹ hơn", "giờ", 0, 240)
    look_back_days: int = says("Tính tỷ lệ chuyển nặng trong", "ngày", 1, 60)


class Who(StrEnum):
    """Whom a row of discharge is about."""

    ANY = "any"
    ASYMPTOMATIC = "asymptomatic"
    SYMPTOMATIC = "symptomatic"


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeRow:
    """One way to go home; whoever meets all of one row may. Days are counted from the start of treatment."""

    who: Who = says("Người bệnh")
    days: int = says("Điều trị ít nhất", "ngày", 0, 60)
    free_days: int = says("Hết triệu chứng ít nhất", "ngày", 0, 30, default=0)
    negatives: int = says("Mẫu âm tính hoặc Ct đủ cao liên tiếp", "mẫu", 0, 3, default=0)
    gap_hours: int = says("Hai mẫu cách nhau ít nhất", "giờ", 0, 72, default=0)
    last_within_hours: int | None = says("Mẫu cuối lấy trước khi ra viện không quá", "giờ", 1, 240, default=None)
    sample_day_from: int = says("Mẫu lấy từ ngày thứ", "", 0, 60, default=0)
    ct_from: float = says("Ct coi như đủ cao, từ", "", 0, 50, default=30)
    antigen: bool = says("Nhận cả test nhanh kháng nguyên", default=False)
    note: str = says("Ghi chú", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeRules:
    """The rows of one document, and how long he watches himself afterwards."""

    monitoring_days: int = says("Theo dõi tại nhà sau ra viện", "ngày", 0, 60)
    rows: tuple[DischargeRow, ...] = says("Điều kiện ra viện", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class OxygenNeed:
    """What a patient breathes, and what is in a cylinder; shares of all infected by class, in per cent."""

    severe_lpm: float = says("Ca nặng cần", "lít/phút", 0, 100)
    critical_lpm: float = says("Ca nguy kịch cần", "lít/phút", 0, 100)
    cylinder_litres: int = says("Một bình 40 lít chứa", "lít khí", 1, 100_000)
    tonne_litres: int = says("Một tấn oxy lỏng cho", "lít khí", 1, 10_000_000)
    mild_share: float = says("Không triệu chứng, nhẹ", "%", 0, 100)
    moderate_share: float = says("Trung bình", "%", 0, 100)
    severe_share: float = says("Nặng, thở oxy", "%", 0, 100)
    critical_share: float = says("Rất nặng, nguy kịch", "%", 0, 100)
    warn_days: float = says("Báo thiếu oxy khi chỉ còn đủ dưới", "ngày", 0, 60)


TREATMENT_TYPES: dict[Subject, type[Any]] = {
    Subject.SEVERITY: SeverityRule,
    Subject.RISK_GROUP: RiskRule,
    Subject.TREATMENT_TIERS: TreatmentTiers,
    Subject.HOME_CARE: HomeCare,
    Subject.PATIENT_CARE: PatientCare,
    Subject.DISCHARGE: DischargeRules,
    Subject.OXYGEN: OxygenNeed,
}


def title_of(row: Any) -> str:
    """What a row is, short."""
    if isinstance(row, Tier):
        return f"Tầng {row.number}"
    if isinstance(row, DischargeRow):
        who = {Who.ANY: "mọi người bệnh", Who.ASYMPTOMATIC: "không triệu chứng", Who.SYMPTOMATIC: "có triệu chứng"}
        return f"Ra viện sau {row.days} ngày, {who[row.who]}"
    return ""
