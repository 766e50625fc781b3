"""What a directive on distancing says of meetings: how many may gather, and whether they must stop or go online."""

from dataclasses import dataclass
from typing import Any

from vungxanh.regulations.subjects import Subject
from vungxanh.regulations.values import says


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLimit:
    """A directive's limits. ``level``: the level of risk it goes with; ``rule``: what it says of meetings, in its words."""

    name: str = says("Tên gọi")
    in_room: int | None = says("Nhiều nhất trong một phòng", "người", 0, 1000, default=None)
    outside: int | None = says("Nhiều nhất ngoài công sở, trường học, bệnh viện", "người", 0, 1000, default=None)
    level: int | None = says("Đi với mức nguy cơ", "", 1, 4, default=None)
    rule: str = says("Về cuộc họp", default="")


MEETING_TYPES: dict[Subject, type[Any]] = {Subject.MEETING_LIMIT: MeetingLimit}
