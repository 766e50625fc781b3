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


def lacking(one: Standing) -> tuple[str, ...]:
    """What is still to be done, in words; empty when it is complete."""
    if not one.founded:
        return (_("chưa thành lập"),)
    wanting = (
        (not one.decision, _("chưa ghi quyết định thành lập")),
        (not one.head, _("chưa ghi người đứng đầu")),
        (one.idle > 0, _("có thành viên chưa được giao địa bàn, lĩnh vực")),
    )
    return tuple(words for is_so, words in wanting if is_so)
