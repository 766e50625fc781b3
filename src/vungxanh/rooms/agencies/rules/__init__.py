"""Kinds of agencies, roles, temporary passwords. Pure."""

import re
import secrets

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.kernel.work import AREAS_OF_WORK
from vungxanh.rooms.agencies.rules.directory import Body, Directory, Place, level_of
from vungxanh.rooms.agencies.rules.groups import match
from vungxanh.rooms.agencies.rules.kinds import KINDS, AgencyKind
from vungxanh.rooms.agencies.rules.matching import Match, Reason, Suggestion
from vungxanh.rooms.agencies.rules.rights import RIGHTS, Right
from vungxanh.rooms.agencies.rules.roles import ROLES, Role, RoleKey, permissions_of
from vungxanh.rooms.agencies.rules.standard import Proposed, propose

__all__ = [
    "AREAS_OF_WORK",
    "KINDS",
    "RIGHTS",
    "ROLES",
    "AgencyKind",
    "Body",
    "Directory",
    "Match",
    "Place",
    "Proposed",
    "Reason",
    "Right",
    "Role",
    "RoleKey",
    "Suggestion",
    "check_reason",
    "check_username",
    "level_of",
    "match",
    "permissions_of",
    "propose",
    "temporary_password",
]

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for each other when read out


def temporary_password() -> str:
    """Sixteen letters in four groups (79 bits), easy to read out over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def check_username(text: str) -> str:
    """The user name as it is kept: lower case; Refused when it could not be typed on any keyboard."""
    name = squeeze(text).lower()
    if not _USERNAME.fullmatch(name):
        raise Refused(_("Tên đăng nhập gồm 3–60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang."), field="username")
    return name


def check_reason(text: str, field: str = "reason") -> str:
    """A reason somebody can read later; Refused when there is none."""
    reason = squeeze(text)
    if len(reason) < 5:
        raise Refused(_("Ghi lý do, ít nhất vài chữ, để người xem lại sau này hiểu."), field=field)
    return reason[:300]
