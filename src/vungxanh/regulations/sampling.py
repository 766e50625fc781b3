"""What regulations say of sampling: pools, when a curve counts, who is screened how often."""

from dataclasses import dataclass
from typing import Any

from vungxanh.regulations.subjects import Subject
from vungxanh.regulations.values import says


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingRules:
    """Pools, households that send somebody for all, curves, and when a new positive is a new illness."""

    pool_sizes: tuple[int, ...] = says("Cỡ mẫu gộp được dùng", "người", 2, 50)
    family_pool: int = says("Mẫu gộp một hộ tối đa", "người", 2, 50)
    household_small: int = says("Hộ được coi là nhỏ khi dưới", "người", 1, 50)
    household_few: int = says("Hộ nhỏ lấy đại diện", "người", 1, 50)
    household_many: int = says("Hộ lớn lấy đại diện", "người", 1, 50)
    ct_positive: float = says("Dương tính khi Ct không quá", "", 1, 50)
    internal_controls: tuple[str, ...] = says("Tên chứng nội trong tệp máy")
    same_illness_days: int = says("Dương tính lại vẫn là ca cũ trong", "ngày", 0, 400)
    advice_days: int = says("Tính tỷ lệ dương tính để chọn cỡ gộp trong", "ngày", 1, 60)
    advice_least: int = says("Chỉ gợi ý cỡ gộp khi đã có ít nhất", "người", 1, 10_000)
    training_days: int = says("Tập huấn lấy mẫu có giá trị trong", "ngày", 1, 2000, default=180)
    training_warn_days: int = says("Nhắc tập huấn lại trước", "ngày", 0, 100, default=14)
    sampler_a_day: int = says("Một người lấy mẫu được mỗi ngày", "người", 1, 2000, default=150)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedGroup:
    """One group screened again and again."""

    name: str = says("Nhóm")
    people: str = says("Tìm người theo", default="occupation")
    occupations: str = says("Từ ngữ nhận ra trong ô nghề nghiệp", default="")
    cadence_days: int = says("Lấy mẫu lại sau", "ngày", 1, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedGroups:
    """The groups of one document, in its order."""

    groups: tuple[ScreenedGroup, ...] = says("Nhóm nguy cơ")


SAMPLING_TYPES: dict[Subject, type[Any]] = {Subject.SAMPLING: SamplingRules, Subject.SCREENING: ScreenedGroups}
