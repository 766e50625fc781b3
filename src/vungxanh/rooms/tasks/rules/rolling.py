"""What a task that stands for several shows: the worst of them."""

from collections.abc import Mapping

from vungxanh.rooms.tasks.rules.states import State

_WORST = (State.OPEN, State.DOING, State.REPORTED)


def rolled_state(counts: Mapping[str, int]) -> State:
    """From how many of those below are in each state: the least advanced of what is going on.

    With nothing going on: done when any was done; else asleep, or cancelled.
    """
    for state in _WORST:
        if counts.get(state):
            return state
    for state in (State.DONE, State.ASLEEP):
        if counts.get(state):
            return state
    return State.CANCELLED if counts.get(State.CANCELLED) else State.OPEN
