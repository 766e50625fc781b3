"""Deadlines: by, during, within, recurring, ongoing, and the words they come from. Source: usage of Decree 30/2020."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vungxanh.engine.directive.days import Day
from vungxanh.engine.directive.model import Due, DueKind
from vungxanh.engine.directive.tasks import weeks
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tasks.rhythm import ongoing, recurring
from vungxanh.engine.directive.tokens import Kind, Token, after, tokens

_HINT = pattern(
    r"lần|hàng|hằng|mỗi|định kỳ|thường xuyên|liên tục|duy trì|đến khi|ngay|kịp thời|khẩn trương|sớm nhất|theo thời gian|(?:tuần|tháng) (?:này|tới|sau)"
)
_BY = pattern(
    r"(?:hoàn thành (?:xong )?)?(?:trước(?! mắt)(?: thời điểm)?|chậm nhất(?: là)?(?: vào| đến| trước)?|muộn nhất(?: là)?(?: vào)?|"
    r"(?:thời )?hạn(?: chót| cuối)?(?: cuối cùng)?(?: hoàn thành)?(?: là| đến| trước)?:?|không muộn hơn|(?:vào|trong)(?: lúc| các)|vào|lúc|"
    r"thời gian (?:hoàn thành|gửi)[^.;:,]{0,40}:|hoàn thành(?: vào)?)"
    r"[ :]*(?:(?:cuối|đầu|giữa|hết|(?:buổi )?(?:sáng|trưa|chiều|tối|đêm)) *)?$"
)
_IN = pattern(
    r"(?:(?:bắt đầu |hoàn thành )?(?:ngay )?(?:trong|nội trong)(?: cả| suốt| vòng)?(?: thời gian| thời hạn)?(?: (?:buổi )?(?:sáng|trưa|chiều|tối|đêm))?|thời gian(?: thực hiện| triển khai| tổ chức)?(?: trong)?:)[ :]*$"
)
_UNTIL = pattern(r"(?:kéo dài |duy trì |thực hiện )?(?:cho )?(?:đến|tới)(?: hết| cuối)? *(?:cuối )?$")
_FROM = pattern(r"(?:kể |tính |bắt đầu )?từ(?: lúc| hết| nay)? *$")
_AFTER = pattern(r"sau *$")
_STATE = pattern(r"(?:^|\W)(?:đưa|trở lại|trở về|thiết lập|khôi phục)(?!\w)")
LASTS = pattern(r"đủ(?: dùng| cho)?(?:[^,.;]|\.(?=\d)){0,40} trong *$")
"""How long a stock lasts ("đủ cho 1.000 người bệnh trong 14 ngày") is no limit of time."""
_SPAN = pattern(
    r"(?:trong(?: vòng| thời hạn| thời gian| khoảng)?|(?:chậm nhất|muộn nhất)(?: là)?(?: trong)?(?: vòng)?|không quá|tối đa|sau)(?: tối đa)? *$"
)
_KEPT = pattern(
    r"(?:cách ly(?<!khu cách ly)(?<!vùng cách ly)(?<!nơi cách ly)(?<!điểm cách ly)|theo dõi|giám sát|giãn cách|phong tỏa|lưu giữ|bảo quản|nhốt giữ|tạm dừng|tạm ngừng|đóng cửa|nuôi|ở lại)[^.;]{0,40}$"
)
COUNTS = pattern(
    r"(?:khi|nếu|trường hợp) (?:có|phát hiện|ghi nhận|xuất hiện|xảy ra)(?![^.;]*(?:phải|báo|thực hiện|tổ chức|xử lý|lấy))[^.;,]{0,80}$"
)
_START = pattern(r" *(?:làm việc)?,? *(?:kể |tính )?từ *(?:lúc |khi )?$")
_EVENT = pattern(r" *(?:làm việc)? *,?(?:(?: kể| tính)? từ (?:khi|thời điểm|lúc)| sau khi| khi có)")
_VAGUE = pattern(
    r"(?:trong )?thời gian (?:sớm nhất|ngắn nhất)|theo thời gian quy định|ngay(?:,? thần tốc)?(?! tại| từ| sau| trong| khi| cả| ngắn)(?!\w)|kịp thời|khẩn trương|càng sớm càng tốt"
)
_UNITS = {
    "giờ": ("hours", 1),
    "tiếng": ("hours", 1),
    "h": ("hours", 1),
    "phút": ("hours", 1 / 60),
    "ngày": ("days", 1),
    "tuần": ("days", 7),
    "tháng": ("days", 30),
}


@dataclass(frozen=True, slots=True)
class FoundDue:
    """A deadline and where its words stand."""

    due: Due
    start: int
    end: int


class Deadlines:
    """Reads deadlines in one document; ``day`` (the document's) completes a missing year."""

    def __init__(self, text: str, folded: str, day: date | None) -> None:
        self.text, self.folded, self.day = text, folded, day
        self._seen: dict[tuple[int, int], list[FoundDue]] = {}

    def found(self, start: int, end: int) -> list[FoundDue]:
        """Every deadline stated in ``text[start:end]``, in order."""
        span = (start, end)
        if span not in self._seen:
            self._seen[span] = _found(self.text, self.folded, start, end, self.day)
        return self._seen[span]

    def vague(self, start: int, end: int) -> str | None:
        """Words of urgency that set no deadline ("ngay", "kịp thời"), verbatim."""
        m = _VAGUE.search(self.folded, start, end)
        return self.text[m.start() : m.end()] if m else None


def found(text: str, start: int, end: int, day: date | None = None) -> list[FoundDue]:
    """Every deadline stated in ``text[start:end]``, in order."""
    return _found(text, key(text), start, end, day)


def _found(text: str, folded: str, start: int, end: int, day: date | None) -> list[FoundDue]:
    read = tokens(text, start, end)
    if not read and not _HINT.search(folded, start, end):
        return []
    out = [FoundDue(*one) for one in weeks.told(text, folded, start, end, day)]
    told, taken = [(d.start, d.end) for d in out], -1
    for i, token in enumerate(read):
        if token.kind not in _DATED or token.start < taken or any(a <= token.start < b for a, b in told):
            continue
        one = _calendar(text, folded, start, read, i, day) or _within(text, folded, start, end, read, i, day)
        if one is not None:
            out.append(one)
            taken = one.end
    spans = [(d.start, d.end) for d in out if d.due.kind in (DueKind.BY, DueKind.DURING)]
    for due, a, b in (*recurring(text, folded, start, end), *ongoing(text, folded, start, end, read)):
        if not any(a < y and x < b for x, y in spans):
            out.append(FoundDue(due, a, b))
    return sorted(out, key=lambda d: d.start)


_DATED = (Kind.DATE, Kind.CLOCK, Kind.NUMBER)
_RANK = {DueKind.BY: 0, DueKind.DURING: 1, DueKind.RECURRING: 2, DueKind.WITHIN: 3, DueKind.ONGOING: 4, DueKind.NONE: 5}


def best(given: Sequence[FoundDue]) -> FoundDue | None:
    """The deadline of one task: a calendar day before a rhythm, a rhythm before a span, a span before "thường xuyên"."""
    return min(given, key=lambda d: (_RANK[d.due.kind], d.start), default=None)


def _before(folded: str, floor: int, at: int, most: int = 200) -> tuple[str, int]:
    """The words of the passage before ``at``, at most so many characters, and where they start."""
    begin = max(floor, at - most)
    return folded[begin:at], begin


def _calendar(text: str, folded: str, floor: int, read: Sequence[Token], i: int, day: date | None) -> FoundDue | None:
    token = read[i]
    if token.kind is Kind.CLOCK:
        later = _next_date(folded, read, i)
        if later is None:
            return None
        return _dated(text, folded, floor, read, later, token.start, f"{token.hour:02d}:{token.minute or 0:02d}", day)
    if token.kind is not Kind.DATE:
        return None
    return _dated(text, folded, floor, read, i, token.start, None, day)


def _next_date(folded: str, read: Sequence[Token], i: int) -> int | None:
    """The date right behind an hour ("10 giờ ngày 19/8", "10 giờ, thứ hai, ngày 19/8")."""
    for j in range(i + 1, min(i + 3, len(read))):
        if read[j].kind is Kind.DATE:
            return j if _DAY_WORDS.fullmatch(folded, read[i].end, read[j].start) else None
    return None


def _dated(
    text: str, folded: str, floor: int, read: Sequence[Token], i: int, at: int, time: str | None, day: date | None
) -> FoundDue | None:
    token, (before, base) = read[i], _before(folded, floor, at, 100)
    year = day.year if day else None
    first, last = token.first.filled(year), token.last.filled(year)
    month_only = first.month is not None and first.day is None
    until = _until(folded, read, i, year)
    if before.rstrip().endswith("sau") and (m := _AFTER.search(before)):
        return _by(text, base + m.start(), token.end, first, None) if _STATE.search(folded, floor, at) else None
    if until is not None and (m := _IN.search(before) or _FROM.search(before)):
        return _during(text, base + m.start(), until[1], first, until[0], time)
    if m := _BY.search(before):
        plain = m[0].strip().rstrip(":")
        if plain == "vào" and month_only:
            return None
        if plain.endswith(" các") and (listed := _listed(folded, read, i, year)):
            return _during(text, base + m.start(), listed[1], first, listed[0], time)
        if plain.endswith(("hết", "đầu", "giữa")):
            return _during(text, base + m.start(), token.end, first, last, time)
        if plain.startswith("thời gian thực hiện") or (plain.endswith(" các") and first != last):
            return _during(text, base + m.start(), token.end, first, last, time)
        return _by(text, base + m.start(), token.end, last, time)
    if m := _IN.search(before):
        return _during(text, base + m.start(), token.end, first, last, time)
    if m := _UNTIL.search(before):
        return _during(text, base + m.start(), token.end, Day(), last, time)
    return None


def _until(folded: str, read: Sequence[Token], i: int, year: int | None) -> tuple[Day, int] | None:
    """The second date of "… cho đến hết năm 2021", "… đến ngày 30/8"."""
    for j in range(i + 1, min(i + 3, len(read))):
        if read[j].kind is Kind.DATE:
            joined = _BETWEEN.fullmatch(folded, read[i].end, read[j].start)
            return (read[j].last.filled(year), read[j].end) if joined else None
    return None


def _listed(folded: str, read: Sequence[Token], i: int, year: int | None) -> tuple[Day, int] | None:
    """The last of several days in a row ("các ngày 20/7, 26/7 và 01/8/2021")."""
    last = None
    for one, other in itertools.pairwise(read[i:]):
        if other.kind is not Kind.DATE or not _LISTED.fullmatch(folded, one.end, other.start):
            break
        last = (other.last.filled(year), other.end)
    return last


_LISTED = pattern(r" *(?:,|,? và) *(?:ngày *)?")
_DAY_WORDS = pattern(r"(?: *(?:[,(]|(?:thứ|hai|ba|tư|năm|sáu|bảy|sáng|chiều|ngày|trưa|tối)(?!\w))){0,3} *")
_BETWEEN = pattern(r" *(?:cho )?(?:đến|tới|-)(?: hết| cuối)?(?: \d+ ?(?:giờ|h)\d*)? *(?:ngày )?")


def _by(text: str, a: int, b: int, last: Day, time: str | None) -> FoundDue | None:
    return FoundDue(Due(DueKind.BY, date=_iso(last), time=time, raw=text[a:b]), a, b) if last.year else None


def _during(text: str, a: int, b: int, first: Day, last: Day, time: str | None) -> FoundDue | None:
    if not last.year:
        return None
    start = first.filled(last.year).opening if first else None
    due = Due(DueKind.DURING, date=_iso(last), start=start.isoformat() if start else None, time=time, raw=text[a:b])
    return FoundDue(due, a, b)


def _iso(last: Day) -> str | None:
    """The last day as printed, even an impossible one (30/2)."""
    if last.closing:
        return last.closing.isoformat()
    return f"{last.year:04d}-{last.month or 12:02d}-{last.day or 31:02d}" if last.year else None


def _within(
    text: str, folded: str, floor: int, ceiling: int, read: Sequence[Token], i: int, day: date | None
) -> FoundDue | None:
    token = read[i]
    if token.kind is not Kind.NUMBER or token.value is None or token.unit:
        return None
    word, b = after(folded, token, ceiling if i + 1 >= len(read) else read[i + 1].start)
    unit = _UNITS.get(word)
    before, base = _before(folded, floor, token.start)
    m = _SPAN.search(before) if unit else None
    if unit is None or m is None:
        return None
    a = base + m.start()
    counted = _counted(folded, read, i, b, token.value * unit[1] if unit[0] == "days" else token.value / 24, day)
    if counted is not None:
        return FoundDue(replace(counted[0], raw=text[a : counted[1]]), a, counted[1])
    event = _EVENT.match(folded, b, min(b + 60, ceiling))
    if m[0].startswith("sau") and event is None:
        return None
    said = before[: m.start()]
    if event is None and (
        word == "tháng" or COUNTS.search(said[-120:]) or LASTS.search(before) or _KEPT.search(said[-60:])
    ):
        return None
    value = token.value * unit[1]
    amount = int(value) if value == int(value) else round(value, 2)
    due = Due(DueKind.WITHIN, raw=text[a:b])
    return FoundDue(replace(due, hours=amount) if unit[0] == "hours" else replace(due, days=amount), a, b)


def _counted(
    folded: str, read: Sequence[Token], i: int, at: int, days: float, day: date | None
) -> tuple[Due, int] | None:
    """ "15 ngày kể từ 6h ngày 24/7/2021": a period with a first and a last day. ``at``: the end of "15 ngày"."""
    following = read[i + 1 : i + 3]
    clock = following[0] if following and following[0].kind is Kind.CLOCK else None
    token = next((t for t in following if t is not clock), None)
    if token is None or token.kind is not Kind.DATE or not _START.fullmatch(folded, at, (clock or token).start):
        return None
    opening = token.first.filled(day.year if day else None).opening
    if opening is None or (clock and ("." in folded[clock.end : token.start] or token.start - clock.end > 24)):
        return None
    last = opening + timedelta(days=days)
    time = f"{clock.hour:02d}:{clock.minute or 0:02d}" if clock else None
    due = Due(DueKind.DURING, date=last.isoformat(), start=opening.isoformat(), time=time, days=days)
    return due, token.end
