"""Where the work on a contact stands, and what each event makes of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop


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


class Symptom(StrEnum):
    """Asked every day."""

    FEVER = "fever"
    COUGH = "cough"
    SORE_THROAT = "sore_throat"
    BREATHLESS = "breathless"
    LOSS_OF_SMELL = "loss_of_smell"
    TIRED = "tired"
    DIARRHOEA = "diarrhoea"
    RASH = "rash"
    OTHER = "other"


STATE_NAMES = {
    ContactState.TO_CALL: gettext_noop("Cần gọi"),
    ContactState.NO_ANSWER: gettext_noop("Chưa liên lạc được"),
    ContactState.REACHED: gettext_noop("Đã liên lạc"),
    ContactState.FOLLOWED: gettext_noop("Đang theo dõi"),
    ContactState.DONE: gettext_noop("Hết theo dõi"),
    ContactState.CASE: gettext_noop("Thành ca bệnh"),
    ContactState.DROPPED: gettext_noop("Không còn là tiếp xúc"),
}
OUTCOME_NAMES = {
    CallOutcome.REACHED: gettext_noop("Gặp được"),
    CallOutcome.NO_ANSWER: gettext_noop("Không nghe máy"),
    CallOutcome.WRONG_NUMBER: gettext_noop("Sai số"),
    CallOutcome.REFUSED: gettext_noop("Từ chối trả lời"),
    CallOutcome.CALL_BACK: gettext_noop("Hẹn gọi lại"),
}
SYMPTOM_NAMES = {
    Symptom.FEVER: gettext_noop("Sốt"),
    Symptom.COUGH: gettext_noop("Ho"),
    Symptom.SORE_THROAT: gettext_noop("Đau họng"),
    Symptom.BREATHLESS: gettext_noop("Khó thở"),
    Symptom.LOSS_OF_SMELL: gettext_noop("Mất vị giác, khứu giác"),
    Symptom.TIRED: gettext_noop("Mệt mỏi, đau người"),
    Symptom.DIARRHOEA: gettext_noop("Tiêu chảy, nôn"),
    Symptom.RASH: gettext_noop("Phát ban"),
    Symptom.OTHER: gettext_noop("Triệu chứng khác"),
}
S = ContactState
WAITING = (S.TO_CALL, S.NO_ANSWER)
CALLED = (S.REACHED, S.FOLLOWED)
OPEN = (*WAITING, *CALLED)
CLOSED = (S.DONE, S.CASE, S.DROPPED)

THERMOMETER = (Decimal("33"), Decimal("43"))  # degrees Celsius a living person can have


def check_open(state: str) -> None:
    """Refused when the work on the contact is over."""
    if S(state) in CLOSED:
        raise Refused("Người tiếp xúc này đã ở trạng thái «%(state)s».", values={"state": STATE_NAMES[S(state)]})


def after_call(state: str, outcome: CallOutcome) -> ContactState:
    """The state after a call; Refused when closed. Somebody once reached does not fall back."""
    check_open(state)
    now = S(state)
    if outcome is CallOutcome.REACHED:
        return now if now in CALLED else S.REACHED
    if now in CALLED:
        return now
    return S.TO_CALL if outcome is CallOutcome.CALL_BACK else S.NO_ANSWER


def call_again_at(outcome: CallOutcome, at: datetime, wait_minutes: int, asked: datetime | None) -> datetime | None:
    """When he comes back on the list; None when reached. ``wait_minutes`` by the ruling; ``asked`` is an appointment."""
    if outcome is CallOutcome.REACHED:
        return None
    if asked is not None:
        if asked <= at:
            raise Refused("Giờ hẹn gọi lại phải ở sau bây giờ.", field="next_call_at")
        return asked
    if outcome is CallOutcome.CALL_BACK:
        raise Refused("Hãy ghi giờ hẹn gọi lại.", field="next_call_at")
    return at + timedelta(minutes=wait_minutes)


def after_recompute(
    state: str | None, *, exposed: bool, is_case: bool, over: bool, more_serious: bool, newly_exposed: bool
) -> ContactState:
    """The state that follows from the levels as they are now.

    ``state`` None: not known before. ``over``: the time of follow-up has passed. ``more_serious``: the level got
    nearer to F0. ``newly_exposed``: exposed again after his follow-up had ended.
    """
    now = S(state) if state is not None else None
    if is_case:
        return S.CASE
    if not exposed:
        return now if now is S.DONE else S.DROPPED
    if over:
        return S.DONE
    if now is None or now in (S.DROPPED, S.CASE) or more_serious:
        return S.TO_CALL
    if now is S.DONE:
        return S.TO_CALL if newly_exposed else S.DONE
    return now


def check_interval(start: datetime, end: datetime, at: datetime) -> None:
    """Refused when a stay or meeting does not end after it starts, or starts later than now."""
    if end <= start:
        raise Refused("Giờ kết thúc phải sau giờ bắt đầu.", field="end_at")
    if start > at:
        raise Refused("Giờ bắt đầu ở sau bây giờ.", field="start_at")


def check_temperature(celsius: Decimal | None) -> None:
    """Refused when no thermometer shows that."""
    if celsius is not None and not THERMOMETER[0] <= celsius <= THERMOMETER[1]:
        raise Refused("Thân nhiệt phải từ 33 đến 43 °C.", field="temperature")


def check_health(temperature: Decimal | None, symptoms: Sequence[str]) -> bool:
    """Refused for what no living person has or no list knows; whether he has symptoms."""
    check_temperature(temperature)
    return has_symptoms(list(symptoms))


def has_symptoms(symptoms: list[str]) -> bool:
    """Whether any is reported; Refused for a word that is none of the list."""
    for word in symptoms:
        if word not in list(Symptom):
            raise Refused("Không có triệu chứng «%(word)s» trong danh mục.", field="symptoms", values={"word": word})
    return bool(symptoms)


def overdue(last_followed_on: date | None, day: date) -> bool:
    """Whether nobody has asked him yet on ``day``."""
    return last_followed_on is None or last_followed_on < day
