"""Roles: what the holder of each may do within his area. The page of roles is made from this."""

from dataclasses import dataclass
from enum import StrEnum

from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.text import gettext_noop as _


class RoleKey(StrEnum):
    """Names of the roles."""

    HEAD = "head"
    OFFICER = "officer"
    TRACER = "tracer"
    CLERK = "clerk"
    ADMIN = "admin"
    AUDITOR = "auditor"
    WATCHER = "watcher"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of rights, always held within one area."""

    key: RoleKey
    name: str
    text: str
    permissions: frozenset[May]


_LOOK = frozenset({May.AREA_SEE, May.REGULATION_SEE, May.AGENCY_SEE, May.LEVEL_SEE})
_SEE_SICK = frozenset(
    {May.PERSON_SEE, May.CASE_SEE, May.SAMPLE_SEE, May.TRACE_SEE, May.ISOLATION_SEE, May.SITE_SEE, May.TREATMENT_SEE}
)
_READ_ORDERS = frozenset({May.DIRECTIVE_SEE, May.TASK_SEE, May.MEETING_SEE})
_FIELD = _LOOK | _SEE_SICK | {May.PERSON_RECORD, May.SAMPLE_RECORD, May.VENUE_RECORD, May.TRACE_RECORD}

ROLES: dict[RoleKey, Role] = {
    role.key: role
    for role in (
        Role(
            RoleKey.HEAD,
            _("Chỉ huy"),
            _(
                "Lãnh đạo. Xem mọi việc trong địa bàn, xác định ca bệnh, giao việc, quyết định cấp F, gộp hồ sơ trùng, xem nhật ký."
            ),
            _LOOK
            | _SEE_SICK
            | {May.IDENTITY_OPEN, May.CASE_CONFIRM, May.CASE_CORRECT, May.TRACE_ASSIGN, May.TRACE_OVERRIDE}
            | {
                May.PERSON_MERGE,
                May.TARGET_SET,
                May.ISOLATION_DECIDE,
                May.SITE_MANAGE,
                May.SAMPLE_PLAN,
                May.TREATMENT_DECIDE,
            }
            | {May.LEVEL_RECORD, May.LEVEL_DECIDE, May.POPULATION_RECORD}
            | {May.FIGURES_SEE, May.BULLETIN_WRITE, May.BULLETIN_SIGN}
            | _READ_ORDERS
            | {May.DIRECTIVE_RECORD, May.DIRECTIVE_ISSUE, May.TASK_WORK, May.TASK_ASSIGN, May.TASK_CLOSE}
            | {May.MEETING_ASK, May.MEETING_DECIDE, May.HANDLING_SEE, May.HANDLING_DECIDE}
            | {May.EXPORT, May.AUDIT_SEE, May.JOB_SEE},
        ),
        Role(
            RoleKey.OFFICER,
            _("Cán bộ"),
            _("Cán bộ trung tâm chỉ huy, y tế xã. Làm mọi việc về ca bệnh và truy vết trong địa bàn."),
            _FIELD
            | {
                May.IDENTITY_OPEN,
                May.CASE_RECORD,
                May.CASE_CONFIRM,
                May.CASE_CORRECT,
                May.TRACE_ASSIGN,
                May.TRACE_OVERRIDE,
            }
            | _READ_ORDERS
            | {May.DIRECTIVE_RECORD, May.TASK_WORK, May.TASK_ASSIGN, May.PERSON_MERGE, May.MEETING_ASK}
            | {May.CALL_RECORD, May.FOLLOWUP_RECORD, May.IMPORT, May.EXPORT, May.JOB_SEE, May.SAMPLE_PLAN}
            | {May.ISOLATION_DECIDE, May.ISOLATION_CHECK, May.SITE_MANAGE, May.LEVEL_RECORD, May.POPULATION_RECORD}
            | {May.TREATMENT_ROUND, May.TREATMENT_DECIDE}
            | {May.FIGURES_SEE, May.BULLETIN_WRITE},
        ),
        Role(
            RoleKey.TRACER,
            _("Tổ truy vết"),
            _("Gọi, đi hỏi, ghi mốc dịch tễ, người tiếp xúc và theo dõi hằng ngày. Không tạo ca bệnh, không xuất tệp."),
            _FIELD
            | _READ_ORDERS
            | {May.TASK_WORK, May.IDENTITY_OPEN, May.CALL_RECORD, May.FOLLOWUP_RECORD}
            | {May.ISOLATION_CHECK, May.TREATMENT_ROUND},
        ),
        Role(
            RoleKey.CLERK,
            _("Nhập liệu"),
            _("Nhập người, ca bệnh, người tiếp xúc, nhập tệp. Không xuất tệp, không mở giấy tờ bị che."),
            _FIELD | _READ_ORDERS | {May.DIRECTIVE_RECORD, May.CASE_RECORD, May.IMPORT, May.JOB_SEE},
        ),
        Role(
            RoleKey.ADMIN,
            _("Quản trị"),
            _("Tài khoản, cơ quan, địa bàn, việc chạy nền. Không xem được dữ liệu sức khỏe của ai."),
            _LOOK
            | {May.AREA_LOAD, May.POPULATION_RECORD, May.AGENCY_MANAGE, May.USER_MANAGE}
            | {May.JOB_SEE, May.OUTBOX_SEE, May.OUTBOX_RESEND},
        ),
        Role(
            RoleKey.AUDITOR,
            _("Giám sát"),
            _("Chỉ xem: nhật ký ai đã làm gì, và những gì họ đã làm; giấy tờ của người dân bị che."),
            _LOOK
            | _SEE_SICK
            | _READ_ORDERS
            | {May.FIGURES_SEE, May.HANDLING_SEE, May.AUDIT_SEE, May.JOB_SEE, May.OUTBOX_SEE},
        ),
        Role(
            RoleKey.WATCHER,
            _("Màn hình chỉ huy"),
            _("Chỉ xem con số trên bàn chỉ huy và bản tin; không mở được danh sách hay hồ sơ của ai."),
            frozenset({May.AREA_SEE, May.REGULATION_SEE, May.LEVEL_SEE, May.FIGURES_SEE}),
        ),
    )
}


def permissions_of(role: str) -> frozenset[May]:
    """The rights of a role; none for a name nobody knows any more."""
    return ROLES[RoleKey(role)].permissions if role in ROLES else frozenset()
