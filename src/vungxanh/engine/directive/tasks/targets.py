"""Numbers to reach, keep or cover: operator, value, unit, and the words they come from."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.model import Target
from vungxanh.engine.directive.tasks.catalog import alternatives, load
from vungxanh.engine.directive.tasks.due import COUNTS, LASTS
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tokens import Kind, Token, tokens

_CUES = (
    (">=", pattern(r"(?:đạt|lên|lên đến|lên tới|đạt từ|từ|tối thiểu|ít nhất|không dưới|không ít hơn|không thấp hơn|đạt tối thiểu|đạt ít nhất)(?: là| cho| đủ cho)? *$")),
    (">", pattern(r"(?:trên|hơn|cao hơn|vượt|đạt trên) *$")),
    ("<=", pattern(r"(?:không (?:\w+ ){0,8}quá|không vượt|không vượt quá|không hơn|không nhiều hơn|tối đa|nhiều nhất|chậm nhất(?: là)?(?: sau)?|xuống|xuống còn|không quá) *$")),
    ("<", pattern(r"(?:dưới|thấp hơn|ít hơn|nhỏ hơn|chưa đến) *$")),
)  # fmt: skip
_CUE_ENDS = ("đạt", "lên", "đến", "tới", "từ", "thiểu", "nhất", "dưới", "hơn", "thấp", "là", "trên", "vượt", "quá", "đa", "sau", "xuống", "còn",
             "cho", "trong", "vòng", "hạn", "gian", "khoảng")  # fmt: skip
"""The last words of all cues."""
_TIME_CUE = pattern(r"(?:trong|trong vòng|trong thời hạn|trong thời gian|trong khoảng|sau|nội trong)(?: tối đa)? *$")
_UPWARDS = pattern(r" *(?:tuổi |người |ca |hộ |lần |con )?trở lên")
_DOWNWARDS = pattern(r" *(?:tuổi |người |ca |hộ |lần |con )?trở xuống")
_MAY = pattern(r"có thể [^.;]{0,60}$")
_WHEN = pattern(r"(?:^|[.;,(] *|(?= nếu ) )(?:nếu|khi|trường hợp|trong trường hợp|đối với)(?!\w)[^,;.:]*$")
_PERIOD = pattern(r" *(?:làm việc)? *,?(?: kể| tính)? từ (?:lúc |ngày )?\d")
_NAMED = pattern(r" *(?:đầu|cuối|đầu tiên của) (?:năm|quý|tháng)")
"""A part of the year ("6 tháng đầu năm") is no number to reach."""
_LUNAR = pattern(r" *tháng (?:chạp|giêng|[^\W\d]+ âm lịch)")
"""A day of the lunar calendar ("25 tháng Chạp")."""
_REVIEWED = pattern(r"(?:sơ kết|tổng kết|đánh giá|báo cáo)(?: kết quả)? *$")
"""What is reviewed ("sơ kết 06 tháng") is no number to reach either."""
_EACH = pattern(r"(?:(?:mỗi|hàng|hằng|một) )?(?<!\w)(?:ngày|tuần|tháng),? (?:(?:ít nhất|tối thiểu|từ) )?$")
_NEXT = pattern(r" ([^\W\d_]+)")
_QUOTE = re.compile('"')
_SHARED = pattern(
    r"(?P<cue>ít nhất|tối thiểu|không dưới|không ít hơn|không quá|tối đa|nhiều nhất) *\d+ [^\W\d]+(?: [^\W\d]+){0,3} và *$"
)
"""A cue before the first of two figures holds for both: "ít nhất 02 bác sĩ và 06 điều dưỡng"."""
_HOUR = frozenset(["giờ", "phút", "tiếng", "ngày", "h", "tuần", "tháng"])


@cache
def _words() -> dict[str, list[str]]:
    return load("units.toml")


@cache
def _patterns() -> tuple["re.Pattern[str]", ...]:
    data = _words()
    return (
        pattern(
            rf" *(?P<u>(?:{alternatives(data['units'])})(?!\w)(?: *(?:/|mỗi|một) *(?:{alternatives(data['per'])})(?!\w))*)"
        ),
        pattern(rf"(?:^|\W)(?:{alternatives(data['labels'])})(?: số)? *$"),
        pattern(rf" *(?:{alternatives(data['doctrines'])})(?!\w)"),
        pattern(rf" *(?:{alternatives(data['not_units'])})(?!\w)"),
        pattern(rf"(?:^|\W)(?:{alternatives(data['soft'])})(?: số)? *$"),
    )


@cache
def _last_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How labels end: most figures stand behind none."""
    data = _words()
    return tuple((*(key(p).split()[-1] for p in data["labels"]), "số")), tuple(
        (*(key(p).split()[-1] for p in data["soft"]), "số")
    )


def found(text: str, whole: str, start: int, end: int, skip: Sequence[tuple[int, int]] = ()) -> tuple[Target, ...]:
    """Targets stated in ``text[start:end]``; ``whole``: the key of the text; ``skip`` are calendar periods ("15 ngày kể từ ngày 24/7")."""
    read = [t for t in tokens(text, start, end) if t.kind is Kind.NUMBER]
    if not read:
        return ()
    passage = text[start:end]
    folded = whole[start:end]
    quoted = _quoted(folded)
    out: list[Target] = []
    for token in read:
        if token.kind is not Kind.NUMBER or token.value is None:
            continue
        a, b = token.start - start, token.end - start
        if any(x <= a < y for x, y in quoted) or any(x <= token.start < y for x, y in skip):
            continue
        out.extend(_read(passage, folded, token, a, b))
    return tuple(dict.fromkeys(out))


def _quoted(folded: str) -> list[tuple[int, int]]:
    """Slogans: what stands in quotation marks."""
    marks = [m.start() for m in _QUOTE.finditer(folded)]
    return [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False) if b - a < 300]


def _read(text: str, folded: str, token: Token, a: int, b: int) -> Iterator[Target]:
    unit_form, label, doctrine, not_unit, soft = _patterns()
    before = folded[max(0, a - 90) : a]
    labels, softer = _last_words()
    near = before.rstrip()
    sent = near.endswith(" điều") and unit_form.match(folded, b) is not None  # "điều 120 cán bộ" is no article
    if (
        (near.endswith(labels) and not sent and label.search(before))
        or doctrine.match(folded, b)
        or _LUNAR.match(folded, b)
        or _MAY.search(before)
    ):
        return
    m = unit_form.match(folded, b)
    if m is None and (token.value or 0) <= 20 and near.endswith(softer) and soft.search(before):
        return
    unit = "%" if token.unit else text[m.start("u") : m.end("u")].lower() if m else _noun(folded, b, not_unit)
    op, cue = _operator(before, folded, b, token, unit)
    if not unit or (not m and not token.unit and (token.spelled or not _counts(token))):
        return
    if token.spelled and (token.value == 1 or (op == "=" and token.low in ("hai", "ba") and m is None)) and op == "=":
        return
    if _WHEN.search(before) and not (cue and unit in _HOUR and op == "<=") and unit != "tuổi":
        return
    if COUNTS.search(before):
        return
    if unit in _HOUR and m and (_NAMED.match(folded, m.end()) or _REVIEWED.search(before)):
        return
    if (
        (unit.split("/")[-1] == "lần" and not cue and not _EACH.search(before))
        or unit.endswith("một lần")
        or (folded.startswith("/", (m.end() if m else b)) and unit in _HOUR)
    ):
        return
    if unit in _HOUR and _PERIOD.match(folded, m.end() if m else b):
        return
    stop = m.end() if m else b
    raw = text[a - len(cue) : max(stop, b)].strip()
    yield from _targets(token, op, unit, raw)


def _targets(token: Token, op: str, unit: str, raw: str) -> Iterator[Target]:
    measure = _measure(unit)
    if token.value is None:
        return
    if token.high is not None:
        yield Target(">=", token.value, unit, raw, measure)
        yield Target("<=", token.high, unit, raw, measure)
    else:
        yield Target(op, token.value, unit, raw, measure)


@lru_cache(1024)
def _measure(unit: str) -> str:
    return "_".join(flat(unit).replace("%", "pct").replace("/", " per ").split())


def _counts(token: Token) -> bool:
    """A bare figure before an unknown noun counts when it is small and round enough not to be a year or a code."""
    return token.value is not None and token.value == int(token.value) and not 1900 <= token.value <= 2100


def _noun(folded: str, b: int, not_unit: "re.Pattern[str]") -> str:
    """The word behind a figure, when it can be what is counted."""
    m = _NEXT.match(folded, b)
    return "" if m is None or not_unit.match(folded, b) else m[1]


def _operator(before: str, folded: str, b: int, token: Token, unit: str) -> tuple[str, str]:
    """The operator and the words that say so."""
    if token.op:
        return token.op, ""
    if _UPWARDS.match(folded, b):
        return ">=", _cue(before, (">=", ">"))
    if _DOWNWARDS.match(folded, b):
        return "<=", ""
    if before.endswith(" và ") and unit not in _HOUR and (shared := _SHARED.search(before)):
        return next(op for op, form in _CUES if form.search(shared["cue"])), ""
    if not before.rstrip().endswith(_CUE_ENDS):
        return "=", ""
    if unit in _HOUR and (m := _TIME_CUE.search(before)) and not LASTS.search(before):
        return "<=", m[0]
    said = [(m[0], op) for op, form in _CUES if (m := form.search(before))]
    cue, op = max(said, key=lambda s: len(s[0]), default=("", "="))
    return op, cue


def _cue(before: str, ops: tuple[str, ...]) -> str:
    for op, form in _CUES:
        m = form.search(before)
        if op in ops and m:
            return m[0]
    return ""
