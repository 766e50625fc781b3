"""How contacts are called, followed and closed."""

from enum import StrEnum


class ContactState(StrEnum):
    """Where the work on a contact stands."""

    TO_CALL = "to_call"
    NO_ANSWER = "no_answer"
    REACHED = "reached"
    FOLLOWED = "followed"
    DONE = "done"
    CASE = "case"
    DROPPED = "dropped"


class CallOutcome(StrEnum):
    """What came of one call."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"
    CALL_BACK = "call_back"
