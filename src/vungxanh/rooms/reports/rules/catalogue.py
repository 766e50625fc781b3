"""Every figure of the desk and of the bulletin: one catalogue, so that both say the same."""

from dataclasses import dataclass
from enum import StrEnum

from vungxanh.kernel.text import gettext_noop as _


class Section(StrEnum):
    """Where a figure stands."""

    CASES = "cases"
    TESTS = "tests"
    ISOLATION = "isolation"
    CONTACTS = "contacts"
    TREATMENT = "treatment"
    BEDS = "beds"
    CLOCK = "clock"
    LEVELS = "levels"
    TASKS = "tasks"


SECTION_NAMES = {
    Section.CASES: _("Ca bệnh"), Section.TESTS: _("Xét nghiệm"), Section.ISOLATION: _("Cách ly"),
    Section.CONTACTS: _("Người tiếp xúc"), Section.TREATMENT: _("Điều trị"), Section.BEDS: _("Giường, oxy"),
    Section.CLOCK: _("Đồng hồ 5S"), Section.LEVELS: _("Mức nguy cơ"), Section.TASKS: _("Nhiệm vụ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of an area. ``flow``: of one day; else as it stands at a moment, which for a day gone by only dates can tell (``dated``).

    ``worse``: more of it is worse, and any of it wants somebody. ``decimals``: of how it is said.
    """

    section: Section
    label: str
    unit: str
    flow: bool = False
    dated: bool = False
    worse: bool = False
    decimals: int = 0

    @property
    def countable(self) -> bool:
        """Whether it can be counted for a day that is over."""
        return self.flow or self.dated


_CASE, _SAMPLE, _TUBE, _MAN, _BED = _("ca"), _("mẫu"), _("ống"), _("người"), _("giường")
_S = Section
STAGES = {
    "detect": _("Phát hiện"), "report": _("Báo cáo"), "trace": _("Truy vết"), "isolate": _("Cách ly"), "treat": _("Điều trị"),
}  # fmt: skip
LEVELS = {4: _("Xã mức Đỏ"), 3: _("Xã mức Cam"), 2: _("Xã mức Vàng"), 1: _("Xã mức Xanh")}
BEDS = ("beds", "beds_free", "iso_beds", "iso_beds_free", "oxygen_days")


def open_key(stage: str) -> str:
    """The figure of cases that wait in a stage."""
    return f"{stage}_open"


def late_key(stage: str) -> str:
    """Of these, the overdue."""
    return f"{stage}_late"


def level_key(level: int) -> str:
    """The figure of communes of a level."""
    return f"level_{level}"


FIGURES: dict[str, Figure] = {
    "cases_new": Figure(_S.CASES, _("Ca mới xác định trong ngày"), _CASE, flow=True),
    "cases_inside": Figure(_S.CASES, _("Trong đó phát hiện trong khu cách ly, khi nhập cảnh"), _CASE, flow=True),
    "active": Figure(_S.CASES, _("Ca đang điều trị"), _CASE, dated=True),
    "suspected": Figure(_S.CASES, _("Ca nghi ngờ, có thể chờ kết luận"), _CASE),
    "recovered_new": Figure(_S.CASES, _("Khỏi trong ngày"), _CASE, flow=True),
    "died_new": Figure(_S.CASES, _("Tử vong trong ngày"), _CASE, flow=True),
    "cases_total": Figure(_S.CASES, _("Tổng số ca xác định"), _CASE, dated=True),
    "recovered_total": Figure(_S.CASES, _("Tổng số ca khỏi"), _CASE, dated=True),
    "died_total": Figure(_S.CASES, _("Tổng số ca tử vong"), _CASE, dated=True),
    "samples_new": Figure(_S.TESTS, _("Mẫu lấy trong ngày"), _SAMPLE, flow=True),
    "results_new": Figure(_S.TESTS, _("Mẫu có kết quả trong ngày"), _SAMPLE, flow=True),
    "tubes_returned": Figure(_S.TESTS, _("Ống trả kết quả trong ngày"), _TUBE, flow=True),
    "tubes_in_time": Figure(_S.TESTS, _("Trong đó trả đúng hạn"), _TUBE, flow=True),
    "tubes_open": Figure(_S.TESTS, _("Ống tồn, chưa trả kết quả"), _TUBE),
    "tubes_late": Figure(_S.TESTS, _("Ống quá hạn trả"), _TUBE, worse=True),
    "samples_total": Figure(_S.TESTS, _("Tổng số mẫu đã lấy"), _SAMPLE, dated=True),
    "samples_positive": Figure(_S.TESTS, _("Mẫu dương tính"), _SAMPLE),
    "samples_negative": Figure(_S.TESTS, _("Mẫu âm tính"), _SAMPLE),
    "samples_waiting": Figure(_S.TESTS, _("Mẫu chờ kết quả"), _SAMPLE),
    "sites_now": Figure(_S.ISOLATION, _("Đang cách ly tập trung"), _MAN, dated=True),
    "sites_new": Figure(_S.ISOLATION, _("Vào cách ly tập trung trong ngày"), _MAN, flow=True),
    "sites_ended": Figure(_S.ISOLATION, _("Hết cách ly tập trung trong ngày"), _MAN, flow=True),
    "sites_total": Figure(_S.ISOLATION, _("Tổng số lượt cách ly tập trung"), _MAN, dated=True),
    "sites_ended_total": Figure(_S.ISOLATION, _("Đã hết cách ly tập trung"), _MAN, dated=True),
    "home_now": Figure(_S.ISOLATION, _("Đang cách ly tại nhà"), _MAN, dated=True),
    "home_new": Figure(_S.ISOLATION, _("Vào cách ly tại nhà trong ngày"), _MAN, flow=True),
    "f1": Figure(_S.CONTACTS, _("F1 đang theo dõi"), _MAN),
    "f1_loose": Figure(_S.CONTACTS, _("F1 chưa cách ly"), _MAN, worse=True),
    "f2": Figure(_S.CONTACTS, _("F2 đang theo dõi"), _MAN),
    "to_call": Figure(_S.CONTACTS, _("Người tiếp xúc chưa gọi được"), _MAN),
    "in_facility": Figure(_S.TREATMENT, _("Đang điều trị tại cơ sở y tế"), _MAN),
    "at_home": Figure(_S.TREATMENT, _("F0 đang điều trị tại nhà"), _MAN),
    "severe": Figure(_S.TREATMENT, _("Ca nặng"), _MAN),
    "critical": Figure(_S.TREATMENT, _("Ca nguy kịch"), _MAN),
    "alarms": Figure(_S.TREATMENT, _("Người bệnh đang báo động"), _MAN, worse=True),
    "admitted_new": Figure(_S.TREATMENT, _("Bắt đầu điều trị trong ngày"), _MAN, flow=True),
    "discharged_new": Figure(_S.TREATMENT, _("Kết thúc điều trị trong ngày"), _MAN, flow=True),
    "beds": Figure(_S.BEDS, _("Giường điều trị"), _BED),
    "beds_free": Figure(_S.BEDS, _("Giường điều trị còn trống"), _BED),
    "iso_beds": Figure(_S.BEDS, _("Giường cách ly"), _BED),
    "iso_beds_free": Figure(_S.BEDS, _("Giường cách ly còn trống"), _BED),
    "oxygen_days": Figure(_S.BEDS, _("Oxy còn đủ dùng"), _("ngày"), decimals=1),
    **{
        key: figure
        for stage, name in STAGES.items()
        for key, figure in (
            (open_key(stage), Figure(_S.CLOCK, name, _("ca đang chờ"))),
            (late_key(stage), Figure(_S.CLOCK, name, _("ca trễ"), worse=True)),
        )
    },
    **{level_key(level): Figure(_S.LEVELS, name, _("xã")) for level, name in LEVELS.items()},
    "levels_changed": Figure(_S.LEVELS, _("Xã đổi mức so với hôm qua"), _("xã")),
    "tasks_late": Figure(_S.TASKS, _("Nhiệm vụ quá hạn"), _("nhiệm vụ"), worse=True),
    "tasks_told": Figure(_S.TASKS, _("Trễ, đã báo cấp trên"), _("nhiệm vụ"), worse=True),
    "tasks_open": Figure(_S.TASKS, _("Nhiệm vụ còn mở"), _("nhiệm vụ")),
    "obstacles": Figure(_S.TASKS, _("Khó khăn, kiến nghị chờ trả lời"), _("việc"), worse=True),
}
