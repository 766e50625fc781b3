"""Kinds of agencies: the bodies the founding documents name (domain.md 1.23)."""

from enum import StrEnum

from vungxanh.kernel.text import gettext_noop as _


class AgencyKind(StrEnum):
    """What a body is."""

    COMMAND = "command"
    COMMITTEE = "committee"
    PARTY = "party"
    HEALTH = "health"
    HOSPITAL = "hospital"
    POLICE = "police"
    MILITARY = "military"
    DEPARTMENT = "department"
    FRONT = "front"
    COVID_TEAM = "covid_team"
    CHECKPOINT = "checkpoint"
    INSPECTION = "inspection"
    OTHER = "other"


KINDS: dict[AgencyKind, tuple[str, str]] = {
    AgencyKind.COMMAND: (
        _("Cơ quan chỉ huy"), _("Ban Chỉ đạo, Trung tâm Chỉ huy phòng, chống dịch các cấp; tổ công tác đặc biệt"),
    ),
    AgencyKind.COMMITTEE: (_("Chính quyền"), _("Ủy ban nhân dân, Hội đồng nhân dân")),
    AgencyKind.PARTY: (_("Cấp ủy Đảng"), _("Huyện ủy, Thị ủy, Đảng ủy xã, Ủy ban Kiểm tra, Ban Tuyên giáo")),
    AgencyKind.HEALTH: (
        _("Y tế dự phòng"), _("Sở Y tế, Trung tâm Kiểm soát bệnh tật, Phòng Y tế, Trung tâm Y tế, Trạm Y tế"),
    ),
    AgencyKind.HOSPITAL: (_("Bệnh viện"), _("Bệnh viện, bệnh viện dã chiến, khu điều trị, xe xét nghiệm lưu động")),
    AgencyKind.POLICE: (_("Công an"), _("Công an tỉnh, huyện, xã")),
    AgencyKind.MILITARY: (_("Quân sự, biên phòng"), _("Ban Chỉ huy Quân sự, dân quân tự vệ, đồn biên phòng")),
    AgencyKind.DEPARTMENT: (_("Phòng, ban, sở"), _("Phòng, sở chuyên môn, văn phòng, ban quản lý khu công nghiệp")),
    AgencyKind.FRONT: (_("Mặt trận, đoàn thể"), _("Ủy ban Mặt trận Tổ quốc, Huyện đoàn, các hội, đoàn thể")),
    AgencyKind.COVID_TEAM: (
        _("Tổ ở cơ sở"), _("Tổ Covid cộng đồng, tổ truy vết, đội cơ động phản ứng nhanh, lực lượng tình nguyện"),
    ),
    AgencyKind.CHECKPOINT: (_("Chốt kiểm soát"), _("Chốt kiểm soát dịch ở đường vào, chốt của thôn, ấp, chốt liên ngành")),
    AgencyKind.INSPECTION: (_("Thanh tra, kiểm tra"), _("Thanh tra huyện, đoàn kiểm tra liên ngành")),
    AgencyKind.OTHER: (_("Đơn vị khác"), _("Doanh nghiệp, trường học, cơ sở xã hội có người được giao việc")),
}  # fmt: skip
"""Each kind: its name, and which bodies are meant."""
