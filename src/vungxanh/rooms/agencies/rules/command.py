"""The bodies that direct an area's fight against the epidemic, and what one of them still lacks. Pure."""

from dataclasses import dataclass

from vungxanh.kernel.text import gettext_noop as _

ORGANS: dict[str, str] = {
    "command": _("Trung tâm Chỉ huy"),
    "steering": _("Ban Chỉ đạo"),
    "vaccination": _("Ban Chỉ đạo tiêm chủng"),
}
"""Keys of data/standard.toml: what every district and commune is told to have (CMD-13, CMD-20, CMD-21)."""
DIRECTED = ("health", "hospital")
"""Kinds of bodies that stand under the command of their own level (CMD-03)."""
LEADING = ("command", "steering")
"""Of the organs those that command; the third one leads vaccination only."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A body as it stands: the decision it was founded by, its head, how many hold a post, how many answer for nothing."""

    founded: bool = False
    decision: str = ""
    head: str = ""
    members: int = 0
    idle: int = 0


LACKS: dict[str, str] = {
    "founded": _("chưa thành lập"),
    "decision": _("chưa ghi quyết định thành lập"),
    "head": _("chưa ghi người đứng đầu"),
    "duty": _("có thành viên chưa được giao địa bàn, lĩnh vực"),
}
"""What a body may lack, in words."""


def lacking(one: Standing) -> tuple[str, ...]:
    """What is still to be done, keys of ``LACKS``; empty when it is complete."""
    if not one.founded:
        return ("founded",)
    wanting = (("decision", not one.decision), ("head", not one.head), ("duty", one.idle > 0))
    return tuple(key for key, is_so in wanting if is_so)
