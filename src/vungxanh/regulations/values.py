"""What each subject rules: frozen values. Units are in the field's name and in its metadata (label, unit, bounds)."""

# ruff: noqa: RUF009 -- says() is dataclasses.field() with a label

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vungxanh.regulations.subjects import SUBJECT_NAMES as SUBJECT_NAMES
from vungxanh.regulations.subjects import Subject as Subject


class Group(StrEnum):
    """Class of a disease in Law 03/2007/QH12."""

    A = "A"
    B = "B"
    C = "C"


class Place(StrEnum):
    """Where a person is isolated."""

    CENTRALISED = "centralised"
    HOME = "home"
    NONE = "none"


class CountedFrom(StrEnum):
    """The day that counts as day 0."""

    LAST_EXPOSURE = "last_exposure"
    ISOLATION_START = "isolation_start"
    POSITIVE_SAMPLE = "positive_sample"


class EndsOn(StrEnum):
    """What ends an infectious period."""

    ISOLATION = "isolation"
    NEGATIVE = "negative"


def says(label: str, unit: str = "", low: float = 0, high: float = 10_000, **kwargs: Any) -> Any:
    """A field with its Vietnamese label, unit and bounds (numbers only)."""
    return field(metadata={"label": label, "unit": unit, "low": low, "high": high}, **kwargs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDefinition:
    """Who is a close contact (F1), and whether F2 and F3 are managed. Minutes 0: any duration counts."""

    distance_m: float = says("Khoảng cách tiếp xúc gần", "m", 0.1, 50)
    minutes_with_mask: float = says("Thời gian tối thiểu khi có đeo khẩu trang", "phút", 0, 1440)
    minutes_without_mask: float = says("Thời gian tối thiểu khi không đeo khẩu trang", "phút", 0, 1440)
    closed_space: bool = says("Cùng không gian hẹp, kín là tiếp xúc gần")
    physical_contact: bool = says("Tiếp xúc trực tiếp cơ thể là tiếp xúc gần")
    care_without_ppe: bool = says("Chăm sóc, khám không đủ phòng hộ là tiếp xúc gần")
    same_household: bool = says("Ở cùng nhà là tiếp xúc gần")
    copresence_minutes: float = says("Cùng có mặt tại một nơi từ", "phút", 0, 1440)
    f1_managed: bool = says("Quản lý F1")
    f2_managed: bool = says("Quản lý F2")
    f3_managed: bool = says("Quản lý F3")
    f2_distance_m: float | None = says("Khoảng cách F2 với F1", "m", 0.1, 50, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class InfectiousWindow:
    """When an F0 can infect. None: the regulation does not say, or it does not apply."""

    days_before_onset: int = says("Bắt đầu trước ngày khởi phát", "ngày", 0, 60)
    asymptomatic_from_exposure: bool = says("Ca không triệu chứng: từ ngày phơi nhiễm nếu biết nguồn lây")
    asymptomatic_days_before_sample: int = says("Ca không triệu chứng: trước ngày lấy mẫu", "ngày", 0, 60)
    ends_on: tuple[EndsOn, ...] = says("Kết thúc khi")
    days_after_onset: int | None = says("Kết thúc muộn nhất sau khởi phát", "ngày", 0, 120, default=None)
    negative_ct_over: float | None = says("Giá trị Ct coi như âm tính, lớn hơn", "", 0, 50, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationRule:
    """How long, where and with which tests one kind of person is isolated.

    The conditions (``min_doses`` … ``max_months_since_recovery``) are met by vaccination or by recovery; a rule
    without conditions is for everyone. The first rule of a set that fits is the one taken.
    """

    group: str = says("Đối tượng")
    place: Place = says("Nơi cách ly")
    days: int = says("Số ngày cách ly", "ngày", 0, 60)
    counted_from: CountedFrom = says("Tính từ")
    monitoring_days: int = says("Theo dõi sức khỏe tiếp theo", "ngày", 0, 60, default=0)
    test_days: tuple[int, ...] = says("Xét nghiệm vào ngày thứ", "", 0, 60, default=())
    min_doses: int | None = says("Số liều tối thiểu", "liều", 0, 10, default=None)
    min_days_since_dose: int | None = says("Liều cuối cách ít nhất", "ngày", 0, 400, default=None)
    max_months_since_dose: int | None = says("Liều cuối cách không quá", "tháng", 0, 60, default=None)
    max_months_since_recovery: int | None = says("Khỏi bệnh không quá", "tháng", 0, 60, default=None)
    max_days_if_positive: int | None = says("Kéo dài tối đa khi còn dương tính", "ngày", 0, 90, default=None)
    ends_early: str = says("Kết thúc sớm", default="")
    note: str = says("Ghi chú", default="")

    @property
    def conditional(self) -> bool:
        """Whether only the vaccinated or recovered may use it."""
        return self.min_doses is not None or self.max_months_since_recovery is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationRules:
    """The isolation rules of one document, in the order they are tried."""

    rules: tuple[IsolationRule, ...] = says("Quy định")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationRule:
    """Hours within which a diagnosed case must be reported; the clock starts at the diagnosis."""

    hours: int = says("Báo cáo chậm nhất sau chẩn đoán", "giờ", 1, 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRule:
    """Daily health follow-up of contacts, as long as isolation and monitoring, else the longest incubation."""

    calls_per_day: int = says("Số lần hỏi sức khỏe mỗi ngày", "lần", 1, 6)
    days_without_isolation: int | None = says("Số ngày theo dõi khi không cách ly", "ngày", 0, 90, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClock:
    """Hours from the diagnosis of a case until he is apart from others, and until somebody treats him."""

    isolate_hours: float = says("Cách ly ca bệnh trong", "giờ", 0.5, 720)
    treat_hours: float = says("Đưa vào điều trị, chăm sóc trong", "giờ", 0.5, 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceTarget:
    """Hours from confirmation of the case. None: no target set."""

    interview_hours: float | None = says("Phỏng vấn F0 trong", "giờ", 0, 720, default=None)
    reach_f1_hours: float | None = says("Liên hệ được F1 trong", "giờ", 0, 720, default=None)
    isolate_f1_hours: float | None = says("Cách ly F1 trong", "giờ", 0, 720, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTarget:
    """Hours from collection of a sample to the return of its result."""

    hours: float = says("Trả kết quả trong", "giờ", 0, 720)
    warn_hours: float = says("Báo trước khi quá hạn", "giờ", 0, 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityWeights:
    """Points of the call order; more points are called first. The sum itself is made in the tracing room."""

    f1_points: int = says("F1", "điểm")
    f2_points: int = says("F2", "điểm")
    f3_points: int = says("F3", "điểm")
    symptoms_points: int = says("Có triệu chứng", "điểm")
    household_points: int = says("Ở cùng nhà với F0", "điểm")
    risk_age_points: int = says("Tuổi nguy cơ", "điểm")
    risk_age_from: int = says("Tuổi nguy cơ từ", "tuổi", 0, 120)
    points_per_day_since_exposure: int = says("Mỗi ngày từ lần tiếp xúc cuối", "điểm")
    days_since_exposure_cap: int = says("Tính nhiều nhất", "ngày", 0, 60)
    call_again_first_minutes: int = says("Gọi lại sau lần không gặp thứ nhất", "phút", 1, 1440)
    call_again_second_minutes: int = says("Gọi lại sau lần không gặp thứ hai", "phút", 1, 1440)
    call_again_later_minutes: int = says("Gọi lại sau các lần không gặp sau", "phút", 1, 2880)

    def call_again_minutes(self, attempts: int) -> int:
        """Minutes until he comes back on the list after so many calls without reaching him."""
        gaps = (self.call_again_first_minutes, self.call_again_second_minutes, self.call_again_later_minutes)
        return gaps[min(max(attempts, 1), len(gaps)) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpidemicEnd:
    """Days without a new case after which the end of an epidemic may be declared."""

    days_without_case: int = says("Số ngày không có ca mới", "ngày", 1, 400)
    counted_from: str = says("Tính từ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The legal class of a disease."""

    group: Group = says("Nhóm bệnh truyền nhiễm")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDefinition:
    """Which test makes a confirmed case (F0)."""

    pcr: bool = says("PCR dương tính")
    antigen_f1: bool = says("F1 có kháng nguyên nhanh dương tính")
    antigen_symptoms: bool = says("Có triệu chứng và kháng nguyên nhanh dương tính")
    antigen_epi_factor_times: int | None = says(
        "Có yếu tố dịch tễ: số lần kháng nguyên dương tính", "lần", 1, 5, default=None
    )
    antigen_repeat_hours: float | None = says("Lần hai trong vòng", "giờ", 0, 240, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioBorders:
    """Numbers of cases under treatment between scenarios: below the first is scenario 1; a border itself is the lower's."""

    borders: tuple[int, ...] = says("Số ca đang điều trị ở ranh giới giữa các kịch bản", "ca", 1, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClocks:
    """When a task is said to be due soon, told to the level above, silent; and how long an obstacle may wait."""

    soon_hours: int = says("Nhắc trước hạn", "giờ", 1, 720)
    escalate_hours: int = says("Trễ hạn bao lâu thì báo cấp trên", "giờ", 0, 720)
    quiet_days: int = says("Không có tin bao lâu thì nhắc", "ngày", 1, 365)
    answer_hours: int = says("Trả lời khó khăn, vướng mắc trong", "giờ", 1, 720)
    digest_hour: int = says("Gửi bản tin nhắc việc từ", "giờ", 0, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinRules:
    """The daily bulletin: when its figures are closed, and how long a patient's contacts are told in it."""

    cut_off_hour: int = says("Chốt số liệu, lập bản tin từ", "giờ", 0, 23)
    patient_days: int = says("Kể F1, F2 của các ca xác định trong", "ngày", 1, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationCare:
    """Work on people in isolation: rounds of a day, papers handed over, who may share a room, the end.

    A round begins at its hour and is missed when the next one begins. ``room_days``: how far the last exposures of
    people of one room may lie apart; nobody joins a room with an earlier one.
    """

    check_hours: tuple[int, ...] = says("Giờ bắt đầu mỗi lượt điểm danh", "giờ", 0, 23)
    serve_hours: int = says("Giao quyết định cho người cách ly trong", "giờ", 1, 240)
    room_days: int = says("Người cùng phòng có lần tiếp xúc cuối cách nhau không quá", "ngày", 0, 14)
    test_early_days: int = says("Mẫu lấy sớm trước ngày phải xét nghiệm vẫn được tính, không quá", "ngày", 0, 7)
    fever_from: float = says("Thân nhiệt coi là sốt, từ", "°C", 36, 41)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeIsolation:
    """What a home must have for somebody to be isolated there, and the words of the sign at its door."""

    conditions: tuple[str, ...] = says("Điều kiện")
    sign: str = says("Chữ trên biển cảnh báo")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReadiness:
    """What a site must have before it takes people in; ``hours[i]``: ``items[i]`` is due so long after the order."""

    operate_hours: int = says("Đi vào hoạt động sau lệnh kích hoạt trong", "giờ", 1, 720)
    items: tuple[str, ...] = says("Việc phải xong")
    hours: tuple[int, ...] = says("Xong trong, theo thứ tự các việc", "giờ", 0, 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockdownRule:
    """A locked area: how often all are sampled, and what must hold before it is opened."""

    sample_every_days: int = says("Lấy mẫu toàn bộ mỗi", "ngày", 1, 30)
    days_without_case: int = says("Số ngày không có ca mới để kết thúc", "ngày", 1, 60)
    negative_rounds: int = says("Số lượt lấy mẫu cuối toàn âm tính", "lượt", 0, 10)


VALUE_TYPES: dict[Subject, type[Any]] = {
    Subject.CONTACT: ContactDefinition,
    Subject.INFECTIOUS_WINDOW: InfectiousWindow,
    Subject.ISOLATION: IsolationRules,
    Subject.NOTIFICATION: NotificationRule,
    Subject.FOLLOW_UP: FollowUpRule,
    Subject.TRACE_TARGET: TraceTarget,
    Subject.CASE_CLOCK: CaseClock,
    Subject.TEST_RESULT: ResultTarget,
    Subject.CALL_PRIORITY: PriorityWeights,
    Subject.EPIDEMIC_END: EpidemicEnd,
    Subject.CLASSIFICATION: Classification,
    Subject.CASE_DEFINITION: CaseDefinition,
    Subject.SCENARIO: ScenarioBorders,
    Subject.TASK_CLOCKS: TaskClocks,
    Subject.BULLETIN: BulletinRules,
    Subject.ISOLATION_CARE: IsolationCare,
    Subject.HOME_ISOLATION: HomeIsolation,
    Subject.SITE_READINESS: SiteReadiness,
    Subject.LOCKDOWN: LockdownRule,
}
