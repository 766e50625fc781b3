"""What comes back, in the words of an office and as a rule: "ngày 15 và 30 hằng tháng" is ``monthly day 15,30``. Pure."""

import re

from vungxanh.kernel.text import fold

WEEKDAYS = {
    "mon": "thứ Hai", "tue": "thứ Ba", "wed": "thứ Tư", "thu": "thứ Năm", "fri": "thứ Sáu", "sat": "thứ Bảy", "sun": "Chủ nhật",
}  # fmt: skip
_NAMES = {"hai": "mon", "ba": "tue", "tu": "wed", "nam": "thu", "sau": "fri", "bay": "sat"} | {
    str(n): day for n, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat"), start=2)
}
_PERIODS = {"ngay": "daily", "tuan": "weekly", "thang": "monthly", "quy": "quarterly", "nam": "yearly"}
_UNITS = {"ngay": "days", "tuan": "weeks", "thang": "months"}
_EACH = re.compile(r"(?:hang|moi) (ngay|tuan|thang|quy|nam)")
_EVERY = re.compile(r"(?:moi )?(\d{1,2}) (ngay|tuan|thang)(?: ?/ ?| )?(?:mot|1)? ?lan|moi (\d{1,2}) (ngay|tuan|thang)")
_DAYS = re.compile(r"(?:ngay )?(\d{1,2}(?:(?: ?, ?| va )(?:ngay )?\d{1,2})*)")
_WEEK = re.compile(r"(?:(?:thu )?(hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat))")
_RULE = re.compile(
    r"(?:daily|quarterly|yearly|every [1-9]\d? (?:days|weeks|months)|weekly(?: (?:mon|tue|wed|thu|fri|sat|sun)(?:,(?:mon|tue|wed|thu|fri|sat|sun))*)?"
    r"|monthly(?: day (?:last|[\d,]+))?)(?: at \d{1,2}:\d{2})?"
)
_PLAIN = {
    "daily": "hằng ngày", "weekly": "hằng tuần", "monthly": "hằng tháng", "quarterly": "hằng quý", "yearly": "hằng năm",
}  # fmt: skip


def rhythm(rule: str) -> str:
    """``monthly day 15,30`` in words; what is no rule as it is."""
    said, _at, hour = rule.partition(" at ")
    words = _words(said.split(), said)
    return f"{hour} {words}" if hour else words


def _words(parts: list[str], rule: str) -> str:
    if not parts:
        return "định kỳ"
    if parts[0] == "every" and len(parts) == 3:
        unit = {"days": "ngày", "weeks": "tuần", "months": "tháng"}.get(parts[2], parts[2])
        return f"{parts[1]} {unit} một lần"
    days = parts[-1].split(",") if len(parts) > 1 else []
    if parts[0] == "monthly" and days:
        return "ngày cuối tháng" if days == ["last"] else f"ngày {' và '.join(days)} hằng tháng"
    if parts[0] == "weekly" and days:
        return f"{', '.join(WEEKDAYS.get(day, day) for day in days)} hằng tuần"
    return _PLAIN.get(parts[0], rule)


def rule_of(words: str) -> str | None:
    """The rule somebody means who writes "thứ Hai hằng tuần"; "" for nothing, None for what cannot be understood."""
    said = fold(words).strip(" .;")
    if not said or _RULE.fullmatch(said):
        return said
    hour = re.match(r"(?:truoc )?(\d{1,2})(?::| gio ?|h)(\d{2})? ", said)
    at = f" at {int(hour[1]):02d}:{hour[2] or '00'}" if hour and int(hour[1]) < 24 else ""
    found = _rule(said[hour.end() :] if hour and at else said)
    return f"{found}{at}" if found else None


def _rule(said: str) -> str | None:
    if said in ("ngay cuoi thang", "cuoi thang", "ngay cuoi thang hang thang"):
        return "monthly day last"
    every = _EVERY.fullmatch(said)
    if every:
        return f"every {int(every[1] or every[3])} {_UNITS[every[2] or every[4]]}"
    each = next((m for m in _EACH.finditer(said) if m.end() == len(said)), None)
    if each is None:
        return None
    before, period = said[: each.start()].strip(" ,"), _PERIODS[each[1]]
    if not before:
        return period
    return _on(before, period)


def _on(before: str, period: str) -> str | None:
    if period == "monthly" and _DAYS.fullmatch(before):
        days = sorted({int(day) for day in re.findall(r"\d+", before)})
        return f"monthly day {','.join(map(str, days))}" if days[0] >= 1 and days[-1] <= 31 else None
    if period != "weekly":
        return None
    named = [_WEEK.fullmatch(part.strip()) for part in re.split(r",| va ", before)]
    days_ = [("sun" if m[2] else _NAMES[m[1]]) if m else None for m in named]
    return None if None in days_ else f"weekly {','.join(str(day) for day in days_)}"
