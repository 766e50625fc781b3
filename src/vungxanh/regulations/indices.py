"""What each measure of a risk level is called, what it is divided by, and which way is worse."""

from dataclasses import dataclass

from vungxanh.kernel.text import gettext_noop as _
from vungxanh.regulations.risk import Measure, Resource, Unit


@dataclass(frozen=True, slots=True)
class Index:
    """``scale``: 0 a plain count, else numerator / denominator * scale. ``good``: more of it is better.

    ``declared``: nobody can count it; an officer says it. ``of``: what the denominator is.
    """

    name: str
    unit: str
    scale: float = 0
    good: bool = False
    declared: bool = False
    of: str = ""


_CASES, _PLACES, _PEOPLE, _YES = _("ca"), _("xã"), _("người"), _("có")
INDICES: dict[Measure, Index] = {
    Measure.COMMUNITY_CASES: Index(_("F0 tại cộng đồng"), _CASES),
    Measure.UNKNOWN_SOURCE: Index(_("F0 không rõ nguồn lây"), _CASES),
    Measure.UNKNOWN_CLUSTER: Index(_("Chùm ca lớn nhất không rõ nguồn lây"), _CASES),
    Measure.CROWDED_SOURCE: Index(_("F0 lây từ nơi tập trung đông người"), _CASES),
    Measure.HARD_SOURCE: Index(_("F0 có nguồn lây khó kiểm soát, khó truy vết"), _CASES, declared=True),
    Measure.COMMUNITY_F1: Index(_("F1 tại cộng đồng"), _PEOPLE),
    Measure.NEXT_TO_RED: Index(_("Xã giáp ranh nguy cơ rất cao"), _PLACES),
    Measure.NEXT_TO_ORANGE: Index(_("Xã giáp ranh nguy cơ cao trở lên"), _PLACES),
    Measure.ENTRY_RISK: Index(_("Nguy cơ nhập cảnh trái phép, đông người trong khu cách ly"), _YES, declared=True),
    Measure.SHARE_RED: Index(_("Tỷ lệ xã nguy cơ rất cao"), "%", 100, of=_("số xã")),
    Measure.SHARE_ORANGE: Index(_("Tỷ lệ xã nguy cơ cao trở lên"), "%", 100, of=_("số xã")),
    Measure.SHARE_YELLOW: Index(_("Tỷ lệ xã có nguy cơ trở lên"), "%", 100, of=_("số xã")),
    Measure.COUNT_RED: Index(_("Số xã nguy cơ rất cao"), _PLACES),
    Measure.SPREAD_RISK: Index(
        _("Tỷ lệ xã có nguồn lây khó kiểm soát, nguy cơ lây nhanh"), "%", 100, declared=True, of=_("số xã")
    ),
    Measure.KEY_ZONE: Index(_("Cơ sở trọng điểm giáp nơi chưa kiểm soát nguồn lây"), _YES, declared=True),
    Measure.COMMUNITY_RATE: Index(_("Ca cộng đồng mới trên 100.000 dân"), "/100.000", 100_000, of=_("dân số")),
    Measure.CASE_RATE: Index(_("Ca mới trên 100.000 dân"), "/100.000", 100_000, of=_("dân số")),
    Measure.OXYGEN_RATE: Index(_("Ca thở oxy trên 100.000 dân"), "/100.000", 100_000, declared=True, of=_("dân số")),
    Measure.DEATH_RATE: Index(_("Tử vong trên 100.000 dân"), "/100.000", 100_000, of=_("dân số")),
    Measure.ADULTS_ONE_DOSE: Index(
        _("Từ 18 tuổi đã tiêm ít nhất một liều"), "%", 100, True, True, _("người từ 18 tuổi")
    ),
    Measure.OLD65_FULL: Index(_("Từ 65 tuổi đã tiêm đủ liều"), "%", 100, True, True, _("người từ 65 tuổi")),
    Measure.OLD50_FULL: Index(_("Từ 50 tuổi đã tiêm đủ liều"), "%", 100, True, True, _("người từ 50 tuổi")),
    Measure.POPULATION_FULL: Index(_("Dân số đã tiêm đủ liều"), "%", 100, True, True, _("dân số")),
    Measure.HIGH_RISK_FULL: Index(_("Nhóm nguy cơ cao đã tiêm đủ liều"), "%", 100, True, True, _("nhóm nguy cơ cao")),
    Measure.MOBILE_STATIONS: Index(_("Kế hoạch trạm y tế lưu động, tổ chăm sóc tại cộng đồng"), _YES, 0, True, True),
    Measure.STATIONS_OXYGEN: Index(_("Trạm y tế có oxy"), "%", 100, True, True, _("số trạm")),
    Measure.ICU_BEDS: Index(_("Giường hồi sức so với số ca dự kiến"), "%", 100, True, True, _("số ca dự kiến")),
}
UNIT_NAMES = {Unit.COMMUNE: _("xã"), Unit.DISTRICT: _("huyện"), Unit.PROVINCE: _("tỉnh")}
LETTERS = {1: "X", 2: "V", 3: "C", 4: "Đ"}
COLOURS = {1: _("Xanh"), 2: _("Vàng"), 3: _("Cam"), 4: _("Đỏ")}
RESOURCES = {
    Resource.TREATMENT_BEDS: (_("Giường điều trị F0"), _("giường")),
    Resource.MODERATE_BEDS: (_("Giường cho ca trung bình trở lên"), _("giường")),
    Resource.ISOLATION_BEDS: (_("Giường cách ly tập trung"), _("giường")),
    Resource.SAMPLES: (_("Năng lực lấy mẫu mỗi ngày"), _("mẫu")),
    Resource.OXYGEN: (_("Oxy dự trữ"), _("lít khí")),
}
