"""What several pages of the room say alike."""

from typing import Any

from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.parts import StatusKind
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.meetings import rules

S = rules.State
KINDS: dict[str, StatusKind] = {
    S.ASKED: "active", S.PERMITTED: "done", S.REFUSED: "alarm", S.WITHDRAWN: "off", S.HELD: "done",
}  # fmt: skip


def state_of(found: Any) -> tuple[str, StatusKind]:
    """A state in words, and how it is drawn."""
    return _(rules.STATE_NAMES[S(found.state)]), KINDS[found.state]


def home_area(by: Actor) -> str:
    """The area to speak of first: where he works, else the centre's own."""
    areas = [area for area in by.areas(Permission.MEETING_SEE) if area]
    return min(areas, key=len) if areas else centre.current().area_path
