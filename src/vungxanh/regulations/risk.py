"""How a place gets its risk level, and what each level asks for: the typed rows of those documents.

A document is a list of rows of a few kinds. *triggers*: one factor is enough for a level (QĐ 2686). *scales*, *responses*
and a *matrix*: a band of transmission crossed with a capacity to respond (QĐ 4800, QĐ 218). *raises* add levels, *holds*
forbid lowering, *gaps* name what the document says and nobody here has read.
"""

# ruff: noqa: RUF009 -- says() is dataclasses.field() with a label

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vungxanh.regulations.dormitories import DORMITORY_TYPES, DormitoryModel
from vungxanh.regulations.meetings import MEETING_TYPES
from vungxanh.regulations.sampling import SAMPLING_TYPES, ScreenedGroup
from vungxanh.regulations.schema import FieldError
from vungxanh.regulations.treatment import TREATMENT_TYPES, title_of
from vungxanh.regulations.values import Subject, says


class Unit(StrEnum):
    """The size of place a row speaks of."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


class Measure(StrEnum):
    """What is looked at in a place. Units and denominators: ``MEASURES``."""

    COMMUNITY_CASES = "community_cases"
    UNKNOWN_SOURCE = "unknown_source"
    UNKNOWN_CLUSTER = "unknown_cluster"
    CROWDED_SOURCE = "crowded_source"
    HARD_SOURCE = "hard_source"
    COMMUNITY_F1 = "community_f1"
    NEXT_TO_RED = "next_to_red"
    NEXT_TO_ORANGE = "next_to_orange"
    ENTRY_RISK = "entry_risk"
    SHARE_RED = "share_red"
    SHARE_ORANGE = "share_orange"
    SHARE_YELLOW = "share_yellow"
    COUNT_RED = "count_red"
    SPREAD_RISK = "spread_risk"
    KEY_ZONE = "key_zone"
    COMMUNITY_RATE = "community_rate"
    CASE_RATE = "case_rate"
    OXYGEN_RATE = "oxygen_rate"
    DEATH_RATE = "death_rate"
    ADULTS_ONE_DOSE = "adults_one_dose"
    OLD65_FULL = "old65_full"
    OLD50_FULL = "old50_full"
    POPULATION_FULL = "population_full"
    HIGH_RISK_FULL = "high_risk_full"
    MOBILE_STATIONS = "mobile_stations"
    STATIONS_OXYGEN = "stations_oxygen"
    ICU_BEDS = "icu_beds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One factor that is enough for ``level``: the measure is at least, or over, a number."""

    units: tuple[Unit, ...] = says("Áp dụng cho")
    level: int = says("Mức", "", 2, 4)
    measure: Measure = says("Chỉ số")
    text: str = says("Yếu tố")
    at_least: float | None = says("Từ", "", 0, 1_000_000, default=None)
    over: float | None = says("Trên", "", 0, 1_000_000, default=None)
    days: int | None = says("Tính trong", "ngày", 1, 60, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    """What every row has that looks at a measure of places of some sizes."""

    units: tuple[Unit, ...] = says("Áp dụng cho")
    measure: Measure = says("Chỉ số")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(_Looks):
    """Bands of transmission: band 2 from ``band2`` on, and so on. Over several scales the worst band counts."""

    text: str = says("Tiêu chí")
    band2: float = says("Mức 2 từ", "", 0, 1_000_000)
    band3: float = says("Mức 3 từ", "", 0, 1_000_000)
    band4: float = says("Mức 4 từ", "", 0, 1_000_000)
    days: int = says("Tính trong", "ngày", 1, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(_Looks):
    """Capacity to respond: high from ``high``, low below ``low`` (``high`` when not given). The worst one counts."""

    text: str = says("Tiêu chí")
    high: float = says("Đạt khi từ", "", 0, 1_000_000)
    low: float | None = says("Thấp khi dưới", "", 0, 1_000_000, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """The level of a band of transmission where capacity is high, medium, low."""

    band: int = says("Mức lây nhiễm", "", 1, 4)
    high: int = says("Đáp ứng đạt", "", 1, 4)
    medium: int = says("Đáp ứng trung bình", "", 1, 4)
    low: int = says("Đáp ứng không đạt", "", 1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise(_Looks):
    """So many levels more where a measure is below a number; not above ``most``."""

    text: str = says("Điều kiện")
    below: float = says("Khi dưới", "", 0, 1_000_000)
    by: int = says("Tăng thêm", "mức", 1, 3)
    most: int = says("Không quá mức", "", 1, 4, default=4)
    not_without_cases: bool = says("Không áp dụng khi không có ca", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(_Looks):
    """The level may not be lowered while a measure is below a number."""

    text: str = says("Điều kiện")
    at_least: float = says("Chỉ được hạ khi từ", "", 0, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the document says and nobody here has read, so that it never counts as "no".

    ``levels``: those it may lead to; none: it is about the capacity to respond.
    """

    units: tuple[Unit, ...] = says("Áp dụng cho")
    text: str = says("Chưa tìm thấy")
    levels: tuple[int, ...] = says("Mức", "", 1, 4, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRules:
    """One document's way to the level of a place."""

    names: tuple[str, ...] = says("Tên các mức, từ thấp")
    notice_hours: int | None = says("Báo trước khi tăng mức", "giờ", 0, 720, default=None)
    crowded: tuple[str, ...] = says("Nơi đông người, khó truy vết", default=())
    triggers: tuple[Trigger, ...] = says("Yếu tố", default=())
    scales: tuple[Scale, ...] = says("Mức lây nhiễm", default=())
    responses: tuple[Response, ...] = says("Khả năng đáp ứng", default=())
    matrix: tuple[MatrixRow, ...] = says("Ma trận", default=())
    raises: tuple[Raise, ...] = says("Tăng mức", default=())
    holds: tuple[Hold, ...] = says("Giữ mức", default=())
    gaps: tuple[Gap, ...] = says("Khoảng trống", default=())

    def __post_init__(self) -> None:
        """What must hold between the rows; raises FieldError."""
        if len(self.names) != 4:
            raise FieldError("values.names", "cần đúng bốn tên", "Ghi tên mức 1 đến 4, từ thấp lên cao.")
        for i, trigger in enumerate(self.triggers):
            if (trigger.at_least is None) == (trigger.over is None):
                raise FieldError(f"triggers[{i}].at_least", "cần một ngưỡng", "Ghi at_least hoặc over, không cả hai.")
        for i, scale in enumerate(self.scales):
            if not scale.band2 < scale.band3 < scale.band4:
                raise FieldError(f"scales[{i}].band3", "các ngưỡng phải tăng dần", "Ghi band2 < band3 < band4.")
        for i, each in enumerate(self.responses):
            if each.low is not None and each.low > each.high:
                raise FieldError(f"responses[{i}].low", "lớn hơn high", "low phải nhỏ hơn hoặc bằng high.")
        if self.scales or self.matrix:
            self._check_matrix()

    def _check_matrix(self) -> None:
        if [row.band for row in self.matrix] != [1, 2, 3, 4]:
            raise FieldError("matrix[0].band", "ma trận thiếu dòng", "Cần bốn dòng, band = 1, 2, 3, 4.")
        worst = (0, 0, 0)
        for i, row in enumerate(self.matrix):
            cells = (row.high, row.medium, row.low)
            if list(cells) != sorted(cells) or any(a < b for a, b in zip(cells, worst, strict=True)):
                raise FieldError(
                    f"matrix[{i}].high",
                    "mức giảm khi dịch nặng hơn",
                    "Mức không được thấp hơn dòng trên hoặc cột trái.",
                )
            worst = cells


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRaise:
    """By how many levels an authority may go above the computed one, and where."""

    border: int = says("Xã biên giới: được nâng tới", "mức", 0, 3)
    adjacent: int = says("Xã tiếp giáp khu vực nguy cơ cao của huyện giáp ranh: được nâng tới", "mức", 0, 3)
    adjacent_from: int = says("Nguy cơ cao: từ mức", "", 2, 4)
    border_communes: tuple[str, ...] = says("Mã các xã biên giới", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMeasure:
    """One thing to do at a level, or in a scenario; ``field``: the area of work it belongs to."""

    text: str = says("Biện pháp")
    field: str = says("Lĩnh vực")
    level: int | None = says("Từ mức", "", 1, 4, default=None)
    until: int | None = says("Đến mức", "", 1, 4, default=None)
    scenario: int | None = says("Kịch bản", "", 1, 9, default=None)
    directive: str = says("Chỉ thị", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureList:
    """The measures of one document."""

    about: str = says("Nội dung")
    of_sets: tuple[str, ...] = says("Đi cùng bộ phân loại", default=())
    measures: tuple[LevelMeasure, ...] = says("Các biện pháp", default=())


class Resource(StrEnum):
    """What a response plan counts."""

    TREATMENT_BEDS = "treatment_beds"
    MODERATE_BEDS = "moderate_beds"
    ISOLATION_BEDS = "isolation_beds"
    SAMPLES = "samples"
    OXYGEN = "oxygen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How much of a resource a plan wants ready in some scenarios."""

    scenarios: tuple[int, ...] = says("Kịch bản", "", 1, 9)
    resource: Resource = says("Nguồn lực")
    amount: int = says("Cần", "", 0, 10_000_000)
    most: int | None = says("Đến", "", 0, 10_000_000, default=None)
    text: str = says("Nội dung")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNeeds:
    """What a response plan wants ready."""

    about: str = says("Nội dung")
    needs: tuple[Need, ...] = says("Nguồn lực", default=())


RISK_TYPES: dict[Subject, type[Any]] = {
    Subject.LEVEL: LevelRules,
    Subject.LEVEL_RAISE: LocalRaise,
    Subject.LEVEL_MEASURES: MeasureList,
    Subject.SCENARIO_NEEDS: PlanNeeds,
    **SAMPLING_TYPES,
    **DORMITORY_TYPES,
    **TREATMENT_TYPES,
    **MEETING_TYPES,
}
TITLED: dict[type[Any], str] = {Response: "Đáp ứng", Raise: "Tăng mức", Hold: "Giữ mức", Gap: "Chưa biết"}


def row_title(row: Any) -> str:
    """What a row is, short, before its values in a list of facts."""
    if isinstance(row, Trigger):
        return f"Mức {row.level}: {row.text}"
    if isinstance(row, MatrixRow):
        return f"Lây nhiễm mức {row.band}"
    if isinstance(row, LevelMeasure):
        return f"Kịch bản {row.scenario}" if row.scenario else f"Mức {row.level}"
    if isinstance(row, Scale | Need):
        return row.text
    if isinstance(row, ScreenedGroup | DormitoryModel):
        return row.name
    return f"{TITLED[type(row)]}: {row.text}" if type(row) in TITLED else title_of(row)
