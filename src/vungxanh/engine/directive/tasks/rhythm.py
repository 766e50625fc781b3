"""Deadlines without a day: a calendar rhythm ("ngày 15 và 30 hàng tháng"), and work that goes on ("thường xuyên")."""

import re
from collections.abc import Iterator, Sequence

from vungxanh.engine.directive.model import Due, DueKind
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tokens import Kind, Token

_RHYTHM = pattern(
    r"(?:định kỳ,? *)?(?:(?:vào |trước )?(?:\d{1,2} ?(?:giờ|h)(?:(?!\w)|(?=\d)) ?\d{0,2}(?: phút)?,? *)?)?(?:(?:vào |trước )?(?:thứ|chủ) (?:hai|ba|tư|năm|sáu|bảy|\d|nhật)(?:(?:,| và)(?: thứ| chủ)? (?:hai|ba|tư|năm|sáu|bảy|nhật)(?!\w))*,? *)?"
    r"(?:(?:vào |trước )?(?P<d>ngày) \d{1,2}(?:(?:, *| và (?:ngày )?)\d{1,2})* )?(?:(?:hàng|hằng|mỗi) (?P<p>ngày|tuần|tháng|quý|năm)(?!\w)|(?P<n>\d{1,2}|một|hai|ba) (?P<u>ngày|tuần|tháng)(?:/| )(?:01|1|một)? *lần)"
)
_RATE = pattern(r"\d[^,.;:]{1,40}$")
"""A figure before "mỗi tuần": so many a week, a number to reach and no rhythm."""
_ONCE = pattern(r" *(?:một|01|1) lần(?!\w)")
_RATED = pattern(r" (?!một)(?:[^\W\d]+ ){0,4}\d+ (?!giờ|phút)")
_LONG = pattern(r"thường xuyên|liên tục|đến khi")
_COUNT = {"một": 1, "hai": 2, "ba": 3}
_MARKS = ("hàng ", "hằng ", "mỗi ", "lần")
"""Words of which every rhythm has one."""
_PERIOD = {
    key(p): rule
    for p, rule in (
        ("ngày", "daily"),
        ("tuần", "weekly"),
        ("tháng", "monthly"),
        ("quý", "quarterly"),
        ("năm", "yearly"),
    )
}
_WEEKDAY = {
    "hai": "mon",
    "2": "mon",
    "ba": "tue",
    "3": "tue",
    "tư": "wed",
    "4": "wed",
    "năm": "thu",
    "5": "thu",
    "sáu": "fri",
    "6": "fri",
    "bảy": "sat",
    "7": "sat",
    "nhật": "sun",
}
_OWN = pattern(
    r"(?:^|\W)(?:báo cáo|tổng hợp|giao ban|họp|cập nhật|gửi|đánh giá|rà soát|kiểm tra|thống kê|thông tin|thông báo|phát thanh|phun|tiêu độc|"
    r"vệ sinh|diễn tập|tập huấn|trực|sơ kết|theo dõi|giám sát|kiểm đếm|đôn đốc|phát động|tuyên truyền|công khai)(?!\w)"
)
_OTHERS = pattern(
    r"(?:người dân|(?<!ban )(?<!đồng )nhân dân|công dân|công bố|khai báo|sinh hoạt|đời sống|nhu cầu|công việc|đi lại|người lao động|học sinh)(?:\W|$)"
)
_REPORTS = pattern(r"(?:^|\W)(?:báo cáo|tổng hợp|gửi|cập nhật|giao ban)(?!\w)")
_GOING = pattern(
    r"(?:duy trì )?(?:thường xuyên|liên tục)(?:,? *(?:và )?(?:liên tục|thường xuyên))?(?: cho đến khi [^.;,]{1,40})?|(?:duy trì|thực hiện)[^.;]{0,60}cho đến khi [^.;,]{1,40}|(?:cho )?đến khi (?:kết thúc|hết (?:dịch|giãn|thời)|công bố hết|có (?:thông báo|chỉ đạo|văn bản|quyết định|hướng dẫn) (?:mới|khác|thay thế|tiếp theo))[^.;,]{0,40}"
)
_NOT_GOING = pattern(r"(?:giáo dục|chi|không|nguồn|kinh phí|ngân sách|vốn|phải) $")
_PAUSES = pattern(r"(?<!\w)(?:không|cấm|nghỉ|dừng|ngừng|hoãn|đóng cửa|đình chỉ)(?!\w)[^.;]*$")
"""What is stopped "đến khi có thông báo mới" is no work that goes on."""
_LINE = pattern(r"(?:thời gian[^:.;]{0,30}: *|thực hiện |triển khai |duy trì )$")
_END = re.compile(r"[.;\n]")


def recurring(text: str, folded: str, start: int, end: int) -> Iterator[tuple[Due, int, int]]:
    """Rhythms of the lead's own action."""
    if not any(folded.find(word, start, end) >= 0 for word in _MARKS):
        return
    for m in _RHYTHM.finditer(folded, start, end):
        clause, at = _clause(folded, m.start(), start, end)
        before, after = clause[:at], clause[at + len(m[0]) :]
        if m[0].startswith("mỗi") and (_RATE.search(before) or _RATED.match(after)):
            continue
        if (
            _of_others(before[-60:])
            or not (m["d"] or m["n"] or _ONCE.match(after) or _OWN.search(clause) or not before.strip())
            or not m[0].strip()
        ):
            continue
        if _OTHERS.match(after.strip()):
            continue
        a, b = m.span()
        due = Due(DueKind.RECURRING, time=_time(m[0]), rule=_rule(m), raw=text[a:b].strip())
        yield due, a, b


def _of_others(before: str) -> bool:
    """Whether a rhythm is that of citizens: they are named, and no act of the lead's own comes after them."""
    named = [m.end() for m in _OTHERS.finditer(before)]
    return bool(named) and not _REPORTS.search(before, named[-1] - 1)


def _rule(m: "re.Match[str]") -> str:
    if m["n"]:
        count = _COUNT.get(m["n"]) or int(m["n"])
        unit = {"ngày": "days", "tuần": "weeks", "tháng": "months"}[m["u"]]
        return f"every {count} {unit}"
    rule = _PERIOD[m["p"]]
    days = pattern(r"ngày (\d{1,2}(?:(?:, *| và (?:ngày )?)\d{1,2})*) ").search(m[0])
    if days:
        listed = ",".join(str(int(d)) for d in re.findall(r"\d+", days[1]))
        return f"{rule} day {listed}"
    weekdays = pattern(r"(?:thứ|chủ) (.*)").search(m[0])
    named = (
        [_WEEKDAY[w] for w in re.findall(r"\w+", weekdays[1].split("hàng")[0].split("hằng")[0]) if w in _WEEKDAY]
        if weekdays
        else []
    )
    return f"{rule} {','.join(named)}" if named else rule


def _time(words: str) -> str | None:
    m = pattern(r"(\d{1,2}) ?(?:giờ|h)(?!\w) *(\d{2})?|(\d{1,2})h(\d{2})").search(words)
    if m is None:
        return None
    hour, minute = int(m[1] or m[3]), m[2] or m[4] or "00"
    return f"{hour:02d}:{minute}" if hour < 25 else None


def ongoing(text: str, folded: str, start: int, end: int, read: Sequence[Token]) -> Iterator[tuple[Due, int, int]]:
    """Work without an end: for the main action (the first clause, an assignment) or as a watch kept day and night."""
    for token in read:
        if token.kind is Kind.ROUND:
            yield Due(DueKind.ONGOING, raw=text[token.start : token.end]), token.start, token.end
    if not _LONG.search(folded, start, end):
        return
    first = _END.search(folded, start + 1, end)
    main = first.start() if first else end
    for m in _GOING.finditer(folded, start, end):
        before = folded[max(start, m.start() - 60) : m.start()]
        if _NOT_GOING.search(before) or ("đến khi" in m[0] and _PAUSES.search(folded[start : m.start()])):
            continue
        if m.start() < main or _LINE.search(before) or "đến khi" in m[0]:
            a, b = m.span()
            yield Due(DueKind.ONGOING, raw=text[a:b]), a, b


def _clause(folded: str, at: int, start: int, end: int) -> tuple[str, int]:
    """The clause around ``at`` (at most 200 characters on each side) and the place of ``at`` in it."""
    floor = max(start, at - 200)
    begin = max(max(folded.rfind(c, floor, at) for c in ".;") + 1, floor)
    stop = _END.search(folded, at, min(end, at + 200))
    return folded[begin : stop.start() if stop else min(end, at + 200)], at - begin
