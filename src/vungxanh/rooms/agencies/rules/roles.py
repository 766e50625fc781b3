"""Roles: what the holder of each may do within his area. The page of roles is made from this."""

from dataclasses import dataclass
from enum import StrEnum

from vungxanh.kernel.permission import Permission as P
from vungxanh.kernel.text import gettext_noop as _


class RoleKey(StrEnum):
    """Names of the roles."""

    HEAD = "head"
    OFFICER = "officer"
    TRACER = "tracer"
    CLERK = "clerk"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of rights, always held within one area."""

    key: RoleKey
    name: str
    text: str
    permissions: frozenset[P]


_LOOK = frozenset({P.AREA_SEE, P.REGULATION_SEE, P.AGENCY_SEE})
_SEE_SICK = frozenset({P.PERSON_SEE, P.CASE_SEE, P.TRACE_SEE})
_FIELD = _LOOK | _SEE_SICK | {P.PERSON_RECORD, P.VENUE_RECORD, P.TRACE_RECORD}

ROLES: dict[RoleKey, Role] = {
    role.key: role
    for role in (
        Role(
            RoleKey.HEAD,
            _("Chỉ huy"),
            _("Lãnh đạo. Xem mọi việc trong địa bàn, xác định ca bệnh, giao việc, quyết định cấp F, xem nhật ký."),
            _LOOK
            | _SEE_SICK
            | {P.IDENTITY_OPEN, P.CASE_CONFIRM, P.CASE_CORRECT, P.TRACE_ASSIGN, P.TRACE_OVERRIDE}
            | {P.EXPORT, P.AUDIT_SEE, P.JOB_SEE},
        ),
        Role(
            RoleKey.OFFICER,
            _("Cán bộ"),
            _("Cán bộ trung tâm chỉ huy, y tế xã. Làm mọi việc về ca bệnh và truy vết trong địa bàn."),
            _FIELD
            | {P.IDENTITY_OPEN, P.CASE_RECORD, P.CASE_CONFIRM, P.CASE_CORRECT, P.TRACE_ASSIGN, P.TRACE_OVERRIDE}
            | {P.CALL_RECORD, P.FOLLOWUP_RECORD, P.IMPORT, P.EXPORT, P.JOB_SEE},
        ),
        Role(
            RoleKey.TRACER,
            _("Tổ truy vết"),
            _("Gọi, đi hỏi, ghi mốc dịch tễ, người tiếp xúc và theo dõi hằng ngày. Không tạo ca bệnh, không xuất tệp."),
            _FIELD | {P.IDENTITY_OPEN, P.CALL_RECORD, P.FOLLOWUP_RECORD},
        ),
        Role(
            RoleKey.CLERK,
            _("Nhập liệu"),
            _("Nhập người, ca bệnh, người tiếp xúc, nhập tệp. Không xuất tệp, không mở giấy tờ bị che."),
            _FIELD | {P.CASE_RECORD, P.IMPORT, P.JOB_SEE},
        ),
        Role(
            RoleKey.ADMIN,
            _("Quản trị"),
            _("Tài khoản, cơ quan, địa bàn, việc chạy nền. Không xem được dữ liệu sức khỏe của ai."),
            _LOOK
            | {P.AREA_LOAD, P.AGENCY_MANAGE, P.USER_MANAGE}
            | {P.JOB_SEE, P.OUTBOX_SEE, P.OUTBOX_RESEND},
        ),
        Role(
            RoleKey.AUDITOR,
            _("Giám sát"),
            _("Chỉ xem: nhật ký ai đã làm gì, và những gì họ đã làm; giấy tờ của người dân bị che."),
            _LOOK | _SEE_SICK | {P.AUDIT_SEE, P.JOB_SEE, P.OUTBOX_SEE},
        ),
    )
}


def permissions_of(role: str) -> frozenset[P]:
    """The rights of a role; none for a name nobody knows any more."""
    return ROLES[RoleKey(role)].permissions if role in ROLES else frozenset()
