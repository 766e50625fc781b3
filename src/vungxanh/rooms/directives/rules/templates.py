"""Which templates an own document may begin with, and the members of a body as its working regulations name them. Pure."""

from collections.abc import Iterable, Sequence

from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.directives.rules.kinds import KINDS
from vungxanh.rooms.directives.rules.own import PartKind

TEMPLATES: dict[str, tuple[str, str]] = {
    **{kind: (kind, KINDS[kind].name) for kind in ("official_letter", "notice", "plan", "decision", "directive")},
    "regulation": ("regulation", _("Quy chế làm việc (phân công thành viên)")),
    "coordination": ("regulation", _("Quy chế phối hợp")),
}
"""Each template: the kind of document it makes, and its name."""
MEMBERS = "§members§"
NOBODY = "[thành viên: họ tên, chức danh, phụ trách địa bàn, lĩnh vực nào]"
IDLE = "[chưa được giao địa bàn, lĩnh vực]"


def with_members(
    parts: Sequence[tuple[PartKind, str]], members: Iterable[tuple[str, str, Sequence[str]]]
) -> list[tuple[PartKind, str]]:
    """The parts with a line for each member (name, title, what he answers for); who answers for nothing leaves a gap."""
    lines = [f"{name}, {title}: {'; '.join(what) or IDLE}" for name, title, what in members] or [NOBODY]
    found: list[tuple[PartKind, str]] = []
    for kind, text in parts:
        found += [(kind, line) for line in lines] if text == MEMBERS else [(kind, text)]
    return found
