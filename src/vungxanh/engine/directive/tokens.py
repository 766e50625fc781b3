"""Words, numbers, dates, hours and document symbols of administrative Vietnamese. Never changes an offset.

``tokens("trước 10 giờ ngày 19/08/2021")`` gives WORD, CLOCK 10:00, DATE 2021-08-19. What is not recognised stays a
WORD, a NUMBER or a MARK, so nothing is lost. The text should be NFC (``clean.clean``).
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from vungxanh.engine.directive.days import Day
from vungxanh.engine.directive.numerals import SCALE, figure, scale, spelled
from vungxanh.engine.directive.patterns import MASTER, OPENERS, QUICK

Match = re.Match[str]


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    DAYS = "days"  # days of a month without the month: "ngày 15 và 30"
    CLOCK = "clock"
    ROUND = "round"  # 24/7, 24/24
    SYMBOL = "symbol"  # 134/TB-UBND
    MARK = "mark"


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
_RANGE = frozenset(["đến", "đến hết", "đến ngày", "-", "–", "—", "và", "hết"])


_REST = tuple(Token._field_defaults.values())
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


def _read(text: str, start: int, end: int) -> tuple[Token, ...]:
    found: list[Token] = []
    open_dates: list[int] = []
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text  # a few foreign capitals grow
    position, quick, full, make, add = start, QUICK.search, MASTER.match, tuple.__new__, found.append
    while (m := quick(text, position, end)) is not None:
        begin, position = m.span()
        low, group = lowered[begin:position], m.lastindex
        if group == 1 and low not in OPENERS:
            add(make(Token, (Kind.WORD, begin, position, low, *_REST)))
        elif group == 3:
            add(make(Token, (Kind.MARK, begin, position, low, *_REST)))
        elif (whole := full(text, begin, end)) is not None:
            add(_MAKERS[whole.lastgroup or "mark"](whole, found))
            token = found[-1]
            position = token.end
            if token.kind in _DATED and not token.first.year:
                open_dates.append(len(found) - 1)
    return _completed(found, open_dates)


def _token(kind: Kind, m: Match) -> Token:
    begin, end = m.span()
    whole = m[0]
    return Token(kind, begin, end, whole.lower() if " " not in whole else _SQUEEZE.sub(" ", whole).lower())


def _word(m: Match, _: list[Token]) -> Token:
    return _token(Kind.WORD, m)


def _plain(kind: Kind) -> Callable[[Match, list[Token]], Token]:
    return lambda m, _: _token(kind, m)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _date(m: Match, first: Day, last: Day | None = None) -> Token:
    return _token(Kind.DATE, m)._replace(first=first, last=last or first)


def _long(m: Match, _: list[Token]) -> Token:
    return _date(m, Day(_int(m["ly"]), _int(m["lm"]), _int(m["ld"])))


def _range(m: Match, _: list[Token]) -> Token:
    year, month = _int(m["ry"]), _int(m["rm"])
    return _date(m, Day(year, month, _int(m["r1"])), Day(year, month, _int(m["r2"])))


def _short(m: Match, _: list[Token]) -> Token:
    return _date(m, Day(_int(m["sy"]), _int(m["sm"]), _int(m["sd"])))


def _day_month(m: Match, _: list[Token]) -> Token:
    return _date(m, Day(None, _int(m["dmm"]), _int(m["dd"])))


def _bare(m: Match, before: list[Token]) -> Token:
    if before and before[-1].low in _BEFORE_BARE:
        return _date(m, Day(None, _int(m["bm"]), _int(m["bd"])))
    return _cut(m, "bd")


def _cut(m: Match, group: str) -> Token:
    """Only the figure at the front of the match, as a NUMBER; the rest is read again."""
    begin, end = m.span(group)
    return Token(Kind.NUMBER, begin, end, m[group], value=figure(m[group]))


def _days(m: Match, _: list[Token]) -> Token:
    return _token(Kind.DAYS, m)._replace(days=tuple(int(d) for d in re.findall(r"\d+", m["dl"])))


def _months(m: Match, _: list[Token]) -> Token:
    year = _int(m["my"]) or _int(m["m1y"])
    return _date(m, Day(_int(m["m1y"]) or year, _int(m["m1"])), Day(year, _int(m["m2"]) or _int(m["m1"])))


def _quarter(m: Match, _: list[Token]) -> Token:
    year, month = _int(m["qy"]), _QUARTER[m["q"].lower()]
    return _date(m, Day(year, month), Day(year, month + 2))


def _year(m: Match, _: list[Token]) -> Token:
    return _date(m, Day(int(m["yy"])))


def _clock(m: Match, before: list[Token]) -> Token:
    hour, minute = int(m["h"] or m["h2"]), int(m["mi"] or m["mi2"] or 0)
    if m["h"] is None or m["mi"] is not None or _hour_of_day(m, before):
        return _token(Kind.CLOCK, m)._replace(hour=hour, minute=minute)
    return _cut(m, "h")


def _hour_of_day(m: Match, before: list[Token]) -> bool:
    """Whether "12 giờ" is a time of day, not a length of time."""
    if before and before[-1].low in _BEFORE_SPAN:
        return False
    return bool(_AFTER_CLOCK.match(m.string, m.end())) or bool(before and before[-1].low in _BEFORE_CLOCK)


def _number(m: Match, _: list[Token]) -> Token:
    op = m["op"] or ""
    value, high = figure(m["n1"]), figure(m["n2"]) if m["n2"] else None
    token = _token(Kind.NUMBER, m)._replace(value=value, high=high, op=_OPS.get(op, op), unit="%" if m["pc"] else "")
    grown = SCALE.match(m.string, m.end(), m.endpos) if not m["pc"] else None
    if grown is None:
        return token
    by = scale(grown[1])
    low = f"{token.low} {grown[1].lower()}"
    return token._replace(end=grown.end(), low=low, value=value * by, high=None if high is None else high * by)


def _spelled(m: Match, _: list[Token]) -> Token:
    return _token(Kind.NUMBER, m)._replace(value=spelled(m[0]), spelled=True)


def _completed(found: list[Token], places: list[int]) -> tuple[Token, ...]:
    """ "từ ngày 14 đến ngày 30/8/2021": the first takes month and year from the second."""
    for i in places:
        one = found[i]
        j = next((k for k in range(i + 1, min(i + 4, len(found))) if found[k].low not in _RANGE), i)
        other = found[j]
        if j - i < 2 or other.kind is not Kind.DATE or not other.first:
            continue
        if one.kind is Kind.DATE:
            found[i] = one._replace(first=one.first.filled(other.first.year), last=one.last.filled(other.first.year))
        elif len(one.days) == 1 and other.first.day:
            day = Day(other.first.year, other.first.month, one.days[0])
            found[i] = one._replace(kind=Kind.DATE, first=day, last=day, days=())
    return tuple(found)


_MAKERS: dict[str, Callable[[Match, list[Token]], Token]] = {
    "word": _word, "lone": _word, "label": _word, "covid": _word, "symbol": _plain(Kind.SYMBOL),
    "round": _plain(Kind.ROUND), "mark": _plain(Kind.MARK), "long": _long, "range": _range, "short": _short,
    "dm": _day_month, "bare": _bare, "days": _days, "months": _months, "quarter": _quarter, "year": _year,
    "clock": _clock, "number": _number, "spelled": _spelled,
}  # fmt: skip
