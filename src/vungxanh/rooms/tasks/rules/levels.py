"""At which levels of risk of an area a task holds, as the words of its condition say it.

Two scales mean the same four: cấp độ 1–4 (Nghị quyết 128/NQ-CP, Quyết định 4800/QĐ-BYT) and bình thường mới, nguy cơ, nguy cơ
cao, nguy cơ rất cao, drawn green to red (Quyết định 2686/QĐ-BCĐQG).
"""

import re
from collections.abc import Iterable
from datetime import date

from vungxanh.engine.directive.model import Condition
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.kernel.text import gettext_noop as _

LEVELS = (1, 2, 3, 4)
LEVEL_NAMES = {
    1: _("Cấp 1, nguy cơ thấp (vùng xanh)"),
    2: _("Cấp 2, nguy cơ trung bình (vùng vàng)"),
    3: _("Cấp 3, nguy cơ cao (vùng cam)"),
    4: _("Cấp 4, nguy cơ rất cao (vùng đỏ)"),
}
LETTERS = {1: "X", 2: "V", 3: "C", 4: "D"}
_PLACES = "xa|phuong|thi tran|huyen|thi xa|tinh|vung|khu vuc|dia ban|dia phuong|thon|ap|khu pho|noi"
_NUMBER = r"(?:[1-4]|iv|i{1,3})(?![\w.,]*\d|\w)"
_ALONE = rf"cap(?= 0?{_NUMBER}(?:[ ,.;]*$|[,.;]| (?:tro|va|hoac|hay|den|thi|phai|tai|o|theo)\b))"
_FORMS = (
    r"(?<!nha )(?<!truong )(?<!sinh )(?<!vien )(?<!trinh )"
    rf"(?:cap do(?: dich)?|muc do|{_ALONE})(?: so)? 0?(?P<n>{_NUMBER})",
    r"(?:vung|mau)(?: mau)? (?P<colour>do|cam|vang|xanh)(?!\w)",
    rf"(?:muc(?: do)?|cap(?: do)?|{_PLACES})(?: (?:co|la|thuoc|dat|o|muc|do|danh gia|dich|thanh)){{0,3}} "
    r"nguy co(?: (?P<risk>rat cao|cao|trung binh|thap))?(?! (?!tro |den |va |hoac |hay |thi |phai |bat |lap )\w)",
    r"(?P<new>binh thuong moi)",
)
_LEVEL = re.compile("|".join(rf"\b{form}" for form in _FORMS))
_MORE = re.compile(rf",? (?:va |hoac |hay |den )?0?(?P<n>{_NUMBER})|,? (?:va |hoac |hay )?(?P<colour>do|cam|vang|xanh)(?!\w)"
                   r"|,? (?:va |hoac |hay )?nguy co (?P<risk>rat cao|cao|trung binh|thap)(?!\w)")  # fmt: skip
_COLOURS = {"xanh": 1, "vang": 2, "cam": 3, "do": 4}
_RISKS = {"thap": 1, "trung binh": 2, "": 2, "cao": 3, "rat cao": 4}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_UP = re.compile(r"[ ,]*(?:tro len|hoac cao hon|va cao hon)")
_DOWN = re.compile(r"[ ,]*(?:tro xuong|hoac thap hon|va thap hon)")
_TO = re.compile(r"[ ,]*(?:den|toi)[ ,]*(?:muc |cap )?$")
_MOVED = re.compile(r" *(?:len|sang|xuong|thanh|ve)(?: thanh| muc)* *$")
"""From one level to another: the second one counts."""
_NOT = re.compile(r"\b(?:(?:khong|chua|ra khoi|het|thoat)(?: \w+){0,3}|duoi|tren|vuot) *$")
_FROM = re.compile(r"\b(?:tu|qua|vao|ve|den|nguoi|xe|phuong tien)(?: (?!cap|muc)\w+){0,3} *$")
"""Who comes from a red zone, or goes there, says nothing of the level of the place that acts."""


def levels_of(condition: str) -> tuple[int, ...]:
    """The levels (1–4, rising) at which a condition holds: "cấp độ 3" is (3,), "vùng cam trở lên" (3, 4).

    Empty when it names none, or says it in a way nobody but a person should judge ("không còn là vùng đỏ").
    """
    words = _plain(condition)
    found: set[int] = set()
    end = 0
    for m in _LEVEL.finditer(words):
        if _NOT.search(words, 0, m.start()) or (not m["n"] and not found and _FROM.search(words, 0, m.start())):
            return ()
        here, last = [_one(m)], m.end()
        while more := _MORE.match(words, last):
            here.append(_one(more))
            if " den " in f" {more[0]} ":
                here += range(min(here[-2:]), max(here[-2:]) + 1)
            last = more.end()
        if found and _MOVED.match(words[end : m.start()]):
            found.clear()
        if found and _TO.search(words, end, m.start()):
            here += range(min(max(found), here[0]), max(max(found), here[0]) + 1)
        if _UP.match(words, last):
            here += range(min(here), 5)
        elif _DOWN.match(words, last):
            here += range(1, max(here) + 1)
        found.update(here)
        end = last
    return tuple(sorted(found))


def _plain(condition: str) -> str:
    """Folded, without quotes and dashes between numbers; "vùng do …" (an area that somebody …) is no colour."""
    said = condition.lower()
    if not said.isascii():
        said = re.sub(r"(vùng|màu)\s+do\b", r"\1 cua", said)
    said = re.sub(r"[\"'“”‘’«»()*_:]", " ", said)
    said = re.sub(r"(?<=\d) *[-–—] *(?=(?:cấp *(?:độ)? *)?\d)", " đến ", said)
    return fold(re.sub(r"(?<=\w) *[,/;] *", ", ", said))


def _one(m: "re.Match[str]") -> int:
    got = m.groupdict()
    if got.get("n"):
        return _ROMAN.get(got["n"]) or int(got["n"])
    if got.get("colour"):
        return _COLOURS[got["colour"]]
    return 1 if got.get("new") else _RISKS[got.get("risk") or ""]


def condition_text(condition: Condition | None) -> str:
    """The words of a condition as they are kept with the task."""
    return squeeze(" · ".join(filter(None, (condition.when, condition.also))))[:400] if condition else ""


def waits_for(condition: Condition | None) -> str:
    """The levels a task waits for, "34"; what stands under a scenario waits for that."""
    if condition is None or condition.scenario:
        return ""
    return "".join(map(str, levels_of(condition_text(condition))))


def level_words(levels: Iterable[object]) -> str:
    """Levels to be read: "34" is "3, 4"."""
    return ", ".join(str(n) for n in levels)


def level_given(level: int) -> int:
    """A level of the scale; Refused otherwise."""
    if level not in LEVELS:
        raise Refused(_("Chọn cấp độ dịch từ 1 đến 4."), field="level")
    return level


def decision_of(decision: str, decided_on: date | None, today: date) -> str:
    """By which paper a level holds; Refused when there is none, or it is dated later than today."""
    said = squeeze(decision)[:200]
    if not said:
        raise Refused(_("Ghi căn cứ: số quyết định, thông báo công bố cấp độ dịch."), field="decision")
    if decided_on is not None and decided_on > today:
        raise Refused(_("Ngày của văn bản không thể sau hôm nay."), field="decided_on")
    return said
