"""When a task holds: the scenario it stands under, or the document's own "nếu …"."""

import re

from vungxanh.engine.directive.model import Condition
from vungxanh.engine.directive.tasks.fold import key, pattern

_IF = pattern(
    r"(?<!\w)(?:nếu(?! có(?:[ ,.;)]*$|[,.;)]))(?! để| không (?:kịp|thực hiện|hoàn thành|chấp hành)| vi phạm| xảy ra vi phạm| vượt| thiếu| chậm)"
    r"|tùy (?:vào|theo|thuộc(?: vào)?)(?! tình hình,? có thể))(?: [^.;,:()]+)"
)
_LEVEL = (
    r"(?:cấp(?: độ)?(?: dịch)?|mức độ|mức)(?: nguy cơ)? *\"?(?:0?[1-4]|i{1,3}|iv)(?![\w.]*\d|\w)\"?"
    r"|\"?(?:vùng|màu) *\"?(?:đỏ|cam|vàng|xanh)(?!\w)\"?|(?:mức|cấp)(?: độ)? *\"?(?:nguy cơ(?: rất cao| cao| trung bình| thấp)?|bình thường mới)(?!\w)\"?"
)
_WORD = r" (?!(?:người|học|trường|xe|phương|hàng|đi|qua|khỏi|từ(?! cấp| mức))(?!\w))[^\s.;:,()]+"
"""A word on the way to the level; who comes "từ vùng đỏ" says nothing of the level of the place."""
_AGAIN = rf"(?:,? (?:và |hoặc |đến )?(?:{_LEVEL}|0?[1-4](?!\w)|(?:đỏ|cam|vàng|xanh)(?!\w)))*"
_AT_LEVEL = pattern(
    rf"(?<!\w)(?:(?:trong )?trường hợp|khi|đối với|tại|ở)(?:{_WORD}){{0,9}}?"
    rf" *(?:{_LEVEL}){_AGAIN}(?:,? (?:trở (?:lên|xuống)|hoặc (?:cao|thấp) hơn))?"
)
"""Where or when an area is at a level: "khi xã chuyển sang cấp độ 3 trở lên", "đối với vùng đỏ"."""
_OPENS = re.compile(r"(?:^|[.;:]\s)[\s\"*+-]*$")
_THEN = re.compile(r"\s(?:thì|phải)\s")
"""Where the order begins; "nếu phải …" is the condition itself."""
_HEADED = pattern(
    rf"[\s\"*+-]*(?:\w{{1,4}}[.)] *)?(?P<said>(?:(?:(?:trong )?trường hợp|khi|đối với|tại|ở|các|xã|phường|khu vực|địa bàn|địa phương)(?:{_WORD}){{0,6}}? +)?"
    rf"(?:{_LEVEL}){_AGAIN}(?:,? trở (?:lên|xuống))?)"
)
LONGEST_HEADING = 160
_SCENARIO = pattern(r"(?:kịch bản|tình huống|phương án|cấp độ|mức độ|giai đoạn)(?: số)? (?P<n>\d|i{1,3}|iv|v)(?!\w)")
_CASES = pattern(r" *(?:ca|bệnh nhân|người bệnh|người mắc|người nhiễm|trường hợp|f0)(?!\w)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_SIZE = pattern(
    r"(?:từ (?P<a>[\d.]+) (?:ca )?(?:đến|-) *(?:dưới )?(?P<b>[\d.]+)|(?:dưới|ít hơn|<) *(?P<u>[\d.]+)|(?:trên|hơn|>) *(?P<o>[\d.]+))"
)


def scenario(heading: str) -> tuple[int | None, str] | None:
    """The scenario a heading opens ("Kịch bản 1: … (dưới 100 ca)") and its threshold; None and the heading's words where
    it opens a level of risk ("Cấp độ 3 (vùng cam)", "Đối với xã vùng đỏ")."""
    folded = key(heading)
    m = _SCENARIO.search(folded[:60])
    size = _SIZE.search(folded, m.end()) if m else None
    if m is None or (m[0].startswith(("cấp", "mức")) and size is None):
        said = _HEADED.match(folded[:LONGEST_HEADING])
        return (None, re.sub(r"\s+", " ", heading[said.start("said") : said.end()]).strip(" :")) if said else None
    number = _ROMAN.get(m["n"]) or int(m["n"])
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
    return at_level(text, folded, start, end)


def at_level(text: str, folded: str, start: int, end: int) -> str:
    """The clause that says at which level of risk a passage holds, verbatim; "" if none.

    "khi …" and "trường hợp …" anywhere; "đối với", "tại", "ở" only where they open a sentence: elsewhere they say where
    something is done, not when it is ordered.
    """
    for m in _AT_LEVEL.finditer(folded, start, end):
        if m[0].startswith(("khi", "trường", "trong")) or _OPENS.search(folded, start, m.start()) or m.start() == start:
            return text[m.start() : m.end()].strip()
    return ""


def of(text: str, folded: str, start: int, end: int, above: tuple[int | None, str] | None) -> Condition | None:
    """The condition of a task: its scenario (from the headings above) and its own words."""
    own = stated(text, folded, start, end)
    if above is not None and above[0] is None:
        return Condition(when=above[1], also=own)
    if above is not None:
        return Condition(scenario=above[0], when=above[1], also=own)
    return Condition(when=own) if own else None
