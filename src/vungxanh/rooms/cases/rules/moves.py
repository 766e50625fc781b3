"""Which status may follow which, and what each move needs."""

from dataclasses import dataclass
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases.rules.kinds import STATUS_NAMES, Status


class Verb(StrEnum):
    """One move of a case."""

    SUSPECT = "suspect"
    ASSESS_PROBABLE = "assess_probable"
    CONFIRM = "confirm"
    DISCARD = "discard"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Move:
    """From where a verb may start, where it leads, and whether a reason must be written down."""

    verb: Verb
    name: str
    sources: frozenset[Status]
    to: Status
    reason: frozenset[Status]  # statuses from which a reason is needed


def _move(verb: Verb, name: str, to: Status, *sources: Status, reason: tuple[Status, ...] = ()) -> Move:
    return Move(verb, name, frozenset(sources), to, frozenset(reason))


_S, _P, _C, _D = Status.SUSPECTED, Status.PROBABLE, Status.CONFIRMED, Status.DISCARDED
MOVES = {
    move.verb: move
    for move in (
        _move(Verb.CONFIRM, _("Xác định ca bệnh"), _C, _S, _P),
        _move(Verb.ASSESS_PROBABLE, _("Xếp là ca có thể"), _P, _S),
        _move(Verb.SUSPECT, _("Đưa về nghi ngờ"), _S, _P, reason=(_P,)),
        _move(Verb.DISCARD, _("Loại trừ"), _D, _S, _P, _C, reason=(_S, _P, _C)),
        _move(Verb.REOPEN, _("Mở lại"), _S, _D, reason=(_D,)),
    )
}


def moves_from(status: Status) -> tuple[Move, ...]:
    """The moves allowed from a status, the most usual first."""
    return tuple(move for move in MOVES.values() if status in move.sources)


def needs_correcting(verb: Verb, status: Status) -> bool:
    """Whether the move undoes a confirmation: then the right to correct is needed, not only to confirm."""
    return verb is Verb.DISCARD and status is Status.CONFIRMED


def check_move(verb: Verb, status: Status, *, reason: str = "", diagnosed: bool = False) -> Status:
    """The status after the move; Refused when it is not allowed from here or lacks what it needs.

    ``diagnosed``: whether the moment of diagnosis is known; a confirmed case must have it.
    """
    move = MOVES[verb]
    if status not in move.sources:
        now = STATUS_NAMES[status].lower()
        raise Refused(
            "Không thể «%(name)s»: ca bệnh đang ở trạng thái %(now)s.", values={"name": move.name, "now": now}
        )
    if status in move.reason and not reason.strip():
        raise Refused("Hãy ghi lý do khi «%(name)s».", field="reason", values={"name": move.name})
    if move.to is Status.CONFIRMED and not diagnosed:
        raise Refused("Ca xác định phải có ngày giờ chẩn đoán.", field="diagnosed_at")
    return move.to
