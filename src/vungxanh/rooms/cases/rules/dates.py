"""The dates and facts of a case, and which of them contradict each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases.rules.kinds import Detection, Outcome

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What is known of an illness. None is "not known". Datetimes are aware; dates are days in Vietnam."""

    symptomatic: bool | None = None
    onset_date: date | None = None
    exposure_start: date | None = None
    exposure_end: date | None = None
    sampled_at: datetime | None = None
    diagnosed_at: datetime | None = None
    notified_at: datetime | None = None
    isolated_at: datetime | None = None
    detection: Detection | None = None
    facility: str = ""
    infected_where: str = ""
    outcome: Outcome = Outcome.UNKNOWN
    outcome_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two dates that do not go together. ``possible``: unusual rather than impossible; may be accepted knowingly."""

    field: str
    sentence: str
    possible: bool = False


def local_day(moment: datetime) -> date:
    """The day in Vietnam of a moment."""
    return moment.astimezone(VIETNAM).date()


def start_of(day: date) -> datetime:
    """Midnight in Vietnam at which a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


@lru_cache(maxsize=4096)
def _begins(day: date) -> datetime:
    """``start_of``, in the zone moments are kept in: comparing two of one zone is quick."""
    return start_of(day).astimezone(UTC) if day.year > 1 else datetime.min.replace(tzinfo=UTC)


def contradictions(facts: CaseFacts, at: datetime) -> tuple[Contradiction, ...]:
    """Everything about the dates that cannot be, then what is unusual, seen from the moment ``at``."""
    found = [*_future(facts, at), *_order(facts), *_illness(facts)]
    return tuple(sorted(found, key=lambda c: c.possible)) if found else ()


_DAYS = {
    "onset_date": "Ngày khởi phát", "exposure_start": "Ngày bắt đầu phơi nhiễm", "outcome_date": "Ngày kết cục",
}  # fmt: skip
_MOMENTS = {
    "sampled_at": "Ngày giờ lấy mẫu", "diagnosed_at": "Ngày giờ chẩn đoán", "notified_at": "Ngày giờ báo cáo",
    "isolated_at": "Ngày giờ cách ly",
}  # fmt: skip


@lru_cache(maxsize=256)
def _latest(at: datetime) -> tuple[date, datetime]:
    # clocks of two offices differ by minutes; five of them are not a mistake
    return local_day(at), at + timedelta(minutes=5)


def _future(f: CaseFacts, at: datetime) -> Iterator[Contradiction]:
    today, latest = _latest(at)
    for field, name in _DAYS.items():
        value = getattr(f, field)
        if value is not None and value > today:
            yield Contradiction(field, f"{name} {_d(value)} ở tương lai.")
    for field, name in _MOMENTS.items():
        moment = getattr(f, field)
        if moment is not None and moment > latest:
            yield Contradiction(field, f"{name} {_t(moment)} ở tương lai.")


def _order(f: CaseFacts) -> Iterator[Contradiction]:
    if f.sampled_at and f.diagnosed_at and f.diagnosed_at < f.sampled_at:
        yield Contradiction(
            "diagnosed_at", f"Chẩn đoán lúc {_t(f.diagnosed_at)} lại trước khi lấy mẫu lúc {_t(f.sampled_at)}."
        )
    if f.diagnosed_at and f.notified_at and f.notified_at < f.diagnosed_at:
        words = f"Báo cáo lúc {_t(f.notified_at)} trước khi chẩn đoán lúc {_t(f.diagnosed_at)}."
        yield Contradiction("notified_at", words, possible=True)
    begins = _begins(f.onset_date) if f.onset_date else None
    if begins and f.onset_date and f.sampled_at and f.sampled_at < begins:
        words = f"Lấy mẫu {_d(local_day(f.sampled_at))} trước ngày khởi phát {_d(f.onset_date)}."
        yield Contradiction("onset_date", words, possible=True)
    if begins and f.onset_date and f.diagnosed_at and f.diagnosed_at < begins:
        words = f"Chẩn đoán {_d(local_day(f.diagnosed_at))} trước ngày khởi phát {_d(f.onset_date)}."
        yield Contradiction("onset_date", words, possible=True)
    if f.exposure_start and f.exposure_end and f.exposure_end < f.exposure_start:
        yield Contradiction("exposure_end", "Ngày kết thúc phơi nhiễm trước ngày bắt đầu.")


def _illness(f: CaseFacts) -> Iterator[Contradiction]:
    if f.onset_date and f.exposure_start and f.onset_date < f.exposure_start:
        words = f"Khởi phát {_d(f.onset_date)} trước ngày bắt đầu phơi nhiễm {_d(f.exposure_start)}."
        yield Contradiction("exposure_start", words, possible=True)
    if f.symptomatic is False and f.onset_date:
        yield Contradiction("symptomatic", "Ca không triệu chứng thì không có ngày khởi phát.")
    ended = f.outcome in (Outcome.DIED, Outcome.RECOVERED)
    if f.outcome_date and not ended:
        yield Contradiction("outcome_date", "Ngày kết cục chỉ ghi khi khỏi bệnh hoặc tử vong.")
    if f.outcome_date and f.onset_date and f.outcome_date < f.onset_date:
        yield Contradiction(
            "outcome_date", f"Ngày kết cục {_d(f.outcome_date)} trước ngày khởi phát {_d(f.onset_date)}."
        )


def check_dates(facts: CaseFacts, at: datetime, *, accept_unusual: bool = False) -> None:
    """Refused at the first contradiction; ``accept_unusual`` lets the possible ones pass."""
    for found in contradictions(facts, at):
        if not found.possible:
            raise Refused(found.sentence, field=found.field)
        if not accept_unusual:
            raise Refused(
                "%(sentence)s Nếu đúng như vậy, hãy đánh dấu «Ngày đúng như vậy» rồi lưu lại.",
                field=found.field,
                values={"sentence": found.sentence},
            )


def _d(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _t(moment: datetime) -> str:
    here = moment.astimezone(VIETNAM)
    return f"{here:%H:%M} {_d(here.date())}"
