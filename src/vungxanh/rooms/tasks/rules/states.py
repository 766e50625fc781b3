"""The life of a task: its states and who moves it from one to the next."""

from dataclasses import dataclass
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _


class Kind(StrEnum):
    """A task somebody does, one that stands for several below it, or a rhythm whose turns lie below it."""

    TASK = "task"
    GROUP = "group"
    SERIES = "series"


class State(StrEnum):
    """Where a task stands."""

    ASLEEP = "asleep"
    OPEN = "open"
    DOING = "doing"
    REPORTED = "reported"
    DONE = "done"
    CANCELLED = "cancelled"


STATE_NAMES = {
    State.ASLEEP: _("chờ kích hoạt"),
    State.OPEN: _("chưa nhận"),
    State.DOING: _("đang làm"),
    State.REPORTED: _("chờ duyệt"),
    State.DONE: _("đã xong"),
    State.CANCELLED: _("thôi giao"),
}
KIND_NAMES = {Kind.TASK: _("nhiệm vụ"), Kind.GROUP: _("giao nhiều nơi"), Kind.SERIES: _("định kỳ")}
LIVE = (State.OPEN, State.DOING, State.REPORTED)
"""States in which a deadline runs."""


class NoteKind(StrEnum):
    """What a line of a task's life says."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    PROGRESS = "progress"
    REPORTED = "reported"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    SENT_BACK = "sent_back"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    WOKEN = "woken"
    SLEPT = "slept"
    STARTED = "started"
    ASKED = "asked"
    GRANTED = "granted"
    DENIED = "denied"
    CHANGED = "changed"
    ESCALATED = "escalated"
    URGED = "urged"


OPEN_NOTES = (NoteKind.PROGRESS, NoteKind.REPORTED)
"""Lines whose words their writer may put right."""


SAID_DONE = (NoteKind.REPORTED, NoteKind.WITHDRAWN)
"""Lines after which what was said on sending back no longer stands first."""


class Verb(StrEnum):
    """What moves a task."""

    ACCEPT = "accept"
    PROGRESS = "progress"
    REPORT = "report"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    CANCEL = "cancel"
    WAKE = "wake"
    SLEEP = "sleep"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states to which."""

    sources: tuple[State, ...]
    target: State
    note: NoteKind


MOVES = {
    Verb.ACCEPT: Move((State.OPEN,), State.DOING, NoteKind.ACCEPTED),
    Verb.PROGRESS: Move((State.OPEN, State.DOING), State.DOING, NoteKind.PROGRESS),
    Verb.REPORT: Move((State.OPEN, State.DOING), State.REPORTED, NoteKind.REPORTED),
    Verb.WITHDRAW: Move((State.REPORTED,), State.DOING, NoteKind.WITHDRAWN),
    Verb.CLOSE: Move((State.REPORTED,), State.DONE, NoteKind.CLOSED),
    Verb.SEND_BACK: Move((State.REPORTED,), State.DOING, NoteKind.SENT_BACK),
    Verb.REOPEN: Move((State.DONE, State.CANCELLED), State.DOING, NoteKind.REOPENED),
    Verb.CANCEL: Move((State.ASLEEP, *LIVE), State.CANCELLED, NoteKind.CANCELLED),
    Verb.WAKE: Move((State.ASLEEP,), State.OPEN, NoteKind.WOKEN),
    Verb.SLEEP: Move((State.OPEN, State.DOING), State.ASLEEP, NoteKind.SLEPT),
}


def moved(state: str, verb: Verb) -> State:
    """The state after ``verb``; Refused with a sentence when that cannot be done now."""
    move = MOVES[verb]
    if state not in move.sources:
        raise Refused(_("Nhiệm vụ đã chuyển sang bước khác. Tải lại trang để xem nó đang ở đâu."))
    return move.target
