"""When a task holds: the scenario it stands under, or the document's own "nếu …"."""

import re

from vungxanh.engine.directive.model import Condition
from vungxanh.engine.directive.tasks.fold import key, pattern

_IF = pattern(
    r"(?<!\w)(?:nếu(?! có(?:[ ,.;)]*$|[,.;)]))(?! để| không (?:kịp|thực hiện|hoàn thành|chấp hành)| vi phạm| xảy ra vi phạm| vượt| thiếu| chậm)"
    r"|tùy (?:vào|theo|thuộc(?: vào)?)(?! tình hình,? có thể))(?: [^.;,:()]+)"
)
_THEN = re.compile(r"\s(?:thì|phải)\s")
"""Where the order begins; "nếu phải …" is the condition itself."""
_SCENARIO = pattern(r"(?:kịch bản|tình huống|phương án|cấp độ|mức độ|giai đoạn)(?: số)? (?P<n>\d|i{1,3}|iv|v)(?!\w)")
_CASES = pattern(r" *(?:ca|bệnh nhân|người bệnh|người mắc|người nhiễm|trường hợp|f0)(?!\w)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_SIZE = pattern(
    r"(?:từ (?P<a>[\d.]+) (?:ca )?(?:đến|-) *(?:dưới )?(?P<b>[\d.]+)|(?:dưới|ít hơn|<) *(?P<u>[\d.]+)|(?:trên|hơn|>) *(?P<o>[\d.]+))"
)


def scenario(heading: str) -> tuple[int, str] | None:
    """The scenario a heading opens ("Kịch bản 1: … (dưới 100 ca)") and its threshold."""
    folded = key(heading)
    m = _SCENARIO.search(folded[:60])
    if m is None:
        return None
    number = _ROMAN.get(m["n"]) or int(m["n"])
    size = _SIZE.search(folded, m.end())
    if m[0].startswith(("giai đoạn", "phương án")) and (size is None or not _CASES.match(folded, size.end())):
        return None
    return number, _threshold(size) if size else re.sub(r"\s+", " ", heading[m.end() : m.end() + 160]).strip(" :.-")


def _threshold(m: "re.Match[str]") -> str:
    if m["a"]:
        return f"{_number(m['a'])} <= active_cases <= {_number(m['b'])}"
    return f"active_cases < {_number(m['u'])}" if m["u"] else f"active_cases > {_number(m['o'])}"


def _number(words: str) -> str:
    return words.replace(".", "").strip() or "0"


def stated(text: str, folded: str, start: int, end: int) -> str:
    """The clause with "nếu …" or "tùy vào …" that governs the task, verbatim; "" if none."""
    for m in _IF.finditer(folded, start, end):
        said = text[m.start() : m.end()]
        ends = _THEN.search(said, min(12, len(said)))
        return (said[: ends.start()] if ends else said).strip()
    return ""


def of(text: str, folded: str, start: int, end: int, above: tuple[int, str] | None) -> Condition | None:
    """The condition of a task: its scenario (from the headings above) and its own words."""
    own = stated(text, folded, start, end)
    if above is not None:
        return Condition(scenario=above[0], when=above[1], also=own)
    return Condition(when=own) if own else None
