"""Numbers, dates, hours and document symbols of administrative Vietnamese. Never changes an offset.

``tokens("trước 10 giờ ngày 19/08/2021")`` gives CLOCK 10:00, DATE 2021-08-19. Plain words are no tokens: most of a text is
words, and who needs one beside a figure reads it there (``after``). The text should be NFC (``clean.clean``).
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from vungxanh.engine.directive.days import Day
from vungxanh.engine.directive.numerals import SCALE, figure, scale, spelled
from vungxanh.engine.directive.patterns import FIGURES, MASTER, WORD

Match = re.Match[str]


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    DATE = "date"
    DAYS = "days"  # days of a month without the month: "ngày 15 và 30"
    CLOCK = "clock"
    ROUND = "round"  # 24/7, 24/24
    SYMBOL = "symbol"  # 134/TB-UBND


class Token(NamedTuple):
    """One token. ``low``: lower case, inner white space squeezed to one blank.

    NUMBER: ``value``, ``high`` (end of a range), ``op`` (only when written as a sign: > >= < <= =), ``unit`` ("%" only),
    ``spelled`` (a number word, "hai mươi"). DATE: ``first`` and ``last`` (the same unless a range; a month has no day).
    DAYS: ``days``. CLOCK: ``hour``, ``minute``.
    """

    kind: Kind
    start: int
    end: int
    low: str
    value: float | None = None
    high: float | None = None
    op: str = ""
    unit: str = ""
    spelled: bool = False
    first: Day = Day()
    last: Day = Day()
    days: tuple[int, ...] = ()
    hour: int | None = None
    minute: int | None = None


_SQUEEZE = re.compile(r"\s+")
_QUARTER = {"i": 1, "ii": 4, "iii": 7, "iv": 10, "1": 1, "2": 4, "3": 7, "4": 10}
_OPS = {"≥": ">=", "≤": "<=", "\\geq": ">=", "\\ge": ">=", "\\leq": "<=", "\\le": "<="}
_BEFORE_CLOCK = frozenset(["vào", "lúc", "trước", "từ", "nhất", "đến", "là"])
_BEFORE_SPAN = frozenset(
    ["trong", "vòng", "sau", "quá", "đa", "thiểu", "mỗi", "cứ", "dưới", "trên", "tới", "cách", "ít", "hơn", "thêm"]
)
_BEFORE_BARE = frozenset(["ngày", "trước", "đến", "từ", "hết", "sau", "và", "nhất", "là", "vào", ",", "-", "–"])
_AFTER_CLOCK = re.compile(r"\s*,?\s*(?:(?:ngày|sáng|trưa|chiều|tối|đêm|hàng|hằng|mỗi|cùng|hôm)\b|\(|\d{1,2}/\d)", re.I)
_COUNTED = re.compile(r"\s+(?:sau|kể từ|tính từ|từ)\s+(?:khi|lúc|thời điểm)\b", re.IGNORECASE)
"""What makes a length of time of "02 giờ": it is counted from an event."""
_RANGE = re.compile(r"\s*(?:(?:đến|và|hết|-|–|—)\s*){1,2}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+$")
_DATED = (Kind.DATE, Kind.DAYS)
_KEPT: dict[str, tuple[tuple[Token, ...], list[int]]] = {}


def keep(text: str) -> tuple[Token, ...]:
    """All tokens of a text, kept until ``forget``: its passages are then cut out of them, not read again."""
    found = _read(text, 0, len(text))
    _KEPT[text] = (found, [t.start for t in found])
    return found


def forget(text: str) -> None:
    """Drop what ``keep`` kept."""
    _KEPT.pop(text, None)


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``; offsets are those of ``text``. Time linear in the length."""
    begin, stop = max(start, 0), len(text) if end is None else min(end, len(text))
    kept = _KEPT.get(text)
    if kept is not None:
        found, starts = kept
        i, j = bisect_left(starts, begin), bisect_left(starts, stop)
        if (i == 0 or found[i - 1].end <= begin) and (j == 0 or found[j - 1].end <= stop):
            return found[i:j]
    return _read(text, begin, stop)


def after(lowered: str, token: Token, stop: int) -> tuple[str, int]:
    """The plain word right behind a token, and its end; "" if there is none before ``stop``. ``lowered``: the text in small letters."""
    m = WORD.match(lowered, token.end, stop)
    return (m[1], m.end()) if m else ("", token.end)


def _read(text: str, start: int, end: int) -> tuple[Token, ...]:
    found: list[Token] = []
    open_dates: list[int] = []
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text  # a few foreign capitals grow
    position = start
    for m in FIGURES.finditer(lowered, start, end):
        begin = m.start()
        if begin < position or (m.lastindex and begin > start and lowered[begin - 1].isalpha()):
            continue
        whole = MASTER.match(text, begin, end)
        make = _MAKERS.get(whole.lastgroup or "") if whole else None
        if whole is None or make is None:
            position = whole.end() if whole else begin + 1
            continue
        token = make(whole)
        found.append(token)
        position = token.end
        if token.kind in _DATED and not token.first.year:
            open_dates.append(len(found) - 1)
    return _completed(text, found, open_dates)


def _before(m: Match) -> str:
    """The word or sign before a match, in small letters."""
    chunk = m.string[max(0, m.start() - 24) : m.start()].rstrip().lower()
    word = _LETTERS.search(chunk)
    return word[0] if word else chunk[-1:]


def _token(kind: Kind, m: Match) -> Token:
    begin, end = m.span()
    whole = m[0]
    return Token(kind, begin, end, whole.lower() if " " not in whole else _SQUEEZE.sub(" ", whole).lower())


def _plain(kind: Kind) -> Callable[[Match], Token]:
    return lambda m: _token(kind, m)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _date(m: Match, first: Day, last: Day | None = None) -> Token:
    return _token(Kind.DATE, m)._replace(first=first, last=last or first)


def _long(m: Match) -> Token:
    return _date(m, Day(_int(m["ly"]), _int(m["lm"]), _int(m["ld"])))


def _range(m: Match) -> Token:
    year, month = _int(m["ry"]), _int(m["rm"])
    return _date(m, Day(year, month, _int(m["r1"])), Day(year, month, _int(m["r2"])))


def _both(m: Match) -> Token:
    year, month = _int(m["by"]), _int(m["bbm"])
    return _date(m, Day(year, month, _int(m["b1"])), Day(year, month, _int(m["b2"])))


def _short(m: Match) -> Token:
    return _date(m, Day(_int(m["sy"]), _int(m["sm"]), _int(m["sd"])))


def _day_month(m: Match) -> Token:
    return _date(m, Day(None, _int(m["dmm"]), _int(m["dd"])))


def _bare(m: Match) -> Token:
    if _before(m) in _BEFORE_BARE:
        return _date(m, Day(None, _int(m["bm"]), _int(m["bd"])))
    return _cut(m, "bd")


def _cut(m: Match, group: str) -> Token:
    """Only the figure at the front of the match, as a NUMBER; the rest is read again."""
    begin, end = m.span(group)
    return Token(Kind.NUMBER, begin, end, m[group], value=figure(m[group]))


def _days(m: Match) -> Token:
    return _token(Kind.DAYS, m)._replace(days=tuple(int(d) for d in re.findall(r"\d+", m["dl"])))


def _months(m: Match) -> Token:
    year = _int(m["my"]) or _int(m["m1y"])
    return _date(m, Day(_int(m["m1y"]) or year, _int(m["m1"])), Day(year, _int(m["m2"]) or _int(m["m1"])))


def _quarter(m: Match) -> Token:
    year, month = _int(m["qy"]), _QUARTER[m["q"].lower()]
    return _date(m, Day(year, month), Day(year, month + 2))


def _year(m: Match) -> Token:
    return _date(m, Day(int(m["yy"])))


def _clock(m: Match) -> Token:
    hour, minute = int(m["h"] or m["h2"]), int(m["mi"] or m["mi2"] or 0)
    if m["h"] is None or m["mi"] is not None or _hour_of_day(m):
        return _token(Kind.CLOCK, m)._replace(hour=hour, minute=minute)
    return _cut(m, "h")


def _hour_of_day(m: Match) -> bool:
    """Whether "12 giờ" is a time of day, not a length of time."""
    before = _before(m)
    if before in _BEFORE_SPAN or _COUNTED.match(m.string, m.end()):
        return False
    return bool(_AFTER_CLOCK.match(m.string, m.end())) or before in _BEFORE_CLOCK


def _number(m: Match) -> Token:
    op = m["op"] or ""
    value, high = figure(m["n1"]), figure(m["n2"]) if m["n2"] else None
    token = _token(Kind.NUMBER, m)._replace(value=value, high=high, op=_OPS.get(op, op), unit="%" if m["pc"] else "")
    grown = SCALE.match(m.string, m.end(), m.endpos) if not m["pc"] else None
    if grown is None:
        return token
    by = scale(grown[1])
    low = f"{token.low} {grown[1].lower()}"
    return token._replace(end=grown.end(), low=low, value=value * by, high=None if high is None else high * by)


def _spelled(m: Match) -> Token:
    return _token(Kind.NUMBER, m)._replace(value=spelled(m[0]), spelled=True)


def _completed(text: str, found: list[Token], places: list[int]) -> tuple[Token, ...]:
    """ "từ ngày 14 đến ngày 30/8/2021": the first takes month and year from the second."""
    for i in places:
        one, other = found[i], found[min(i + 1, len(found) - 1)]
        if other.kind is not Kind.DATE or not other.first or not _RANGE.fullmatch(text, one.end, other.start):
            continue
        if one.kind is Kind.DATE:
            found[i] = one._replace(first=one.first.filled(other.first.year), last=one.last.filled(other.first.year))
        elif len(one.days) == 1 and other.first.day:
            day = Day(other.first.year, other.first.month, one.days[0])
            found[i] = one._replace(kind=Kind.DATE, first=day, last=day, days=())
    return tuple(found)


_MAKERS: dict[str, Callable[[Match], Token]] = {
    "symbol": _plain(Kind.SYMBOL), "round": _plain(Kind.ROUND), "long": _long, "range": _range, "both": _both, "short": _short,
    "dm": _day_month, "bare": _bare, "days": _days, "months": _months, "quarter": _quarter, "year": _year,
    "clock": _clock, "number": _number, "spelled": _spelled,
}  # fmt: skip
"""What else the master pattern finds (a word, a mark, "F0") is no token."""
