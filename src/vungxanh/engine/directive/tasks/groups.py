"""Generic groups ("các cơ quan, đơn vị liên quan"): kept as the document words them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Self

from vungxanh.engine.directive.tasks import levels
from vungxanh.engine.directive.tasks.catalog import alternatives, words
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tasks.grammar import predicate

_LIST = pattern(r" *(?:,| và |, và |/| - ) *(?:các (?=cấp|ngành))?")


class _Forms(NamedTuple):
    many: re.Pattern[str]
    noun: re.Pattern[str]
    phrase: re.Pattern[str]
    tail: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A group at ``start:end`` of a text; ``nouns`` is where the narrowing words begin."""

    start: int
    end: int
    nouns: int

    @classmethod
    def at(cls, folded: str, start: int, taken: Callable[[int], int]) -> Self | None:
        """The group that begins at ``start``. ``taken(i)`` is the end of a body with a name of its own at ``i``."""
        forms = _forms()
        m = forms.phrase.match(folded, start) or forms.many.match(folded, start)
        if m is None:
            return None
        nouns = m.end()
        while (sep := _LIST.match(folded, nouns)) and (noun := forms.noun.match(folded, sep.end())):
            if taken(sep.end()) > noun.end():
                break
            nouns = noun.end()
        end = nouns
        for _ in range(4):
            tail = forms.tail.match(folded, end)
            if tail is None:
                break
            end = tail.end()
        if folded.startswith("các ", start) and (having := _having(folded, end)):
            end = having
        return cls(start, end, nouns)

    def names(self, text: str) -> tuple[str, ...]:
        """As printed; what has a name of its own ("địa phương", "chính quyền") is taken out of the list."""
        apart = _apart()
        printed = re.sub(r"\s+", " ", text[self.start : self.nouns].replace("*", "")).strip()
        tail = re.sub(r"\s+", " ", text[self.nouns : self.end].replace("*", "")).strip(" ,")
        parts = re.split(r"(?:, *| và )", printed)
        own = [apart[key(p)] for p in parts[1:] if key(p) in apart]
        if not own or parts[0].lower() == "các cấp":
            return (_capital(f"{printed} {tail}".strip()),)
        rest = _capital(", ".join(p for p in parts if key(p) not in apart))
        return (f"{rest} {tail}".strip(), *(f"{o} {tail}".strip() if "cấp" not in o else o for o in own))


_THEN = pattern(
    r" (?:thực hiện|phải|cần|có trách nhiệm|chủ động|tổ chức|xây dựng|triển khai|rà soát|lập|bố trí|báo cáo|chuẩn bị)(?!\w)"
)
_HAVING = pattern(
    r" (?:có|(?:trong|tại|ở)(?! (?:thời|tuần|tháng|ngày|quá|năm|vòng|khi|trường hợp|phạm|buổi|địa phương|đó|này)))(?= [^.;:]{4,80})"
)
_HAVING_WORD = pattern(r",? [^\W_]+(?!\w)")


def _having(folded: str, at: int) -> int | None:
    """The end of "có khoa Hồi sức, khoa Thận nhân tạo" behind a group, up to the verb of the sentence."""
    m = _HAVING.match(folded, at)
    if m is None or predicate().match(folded, at):
        return None
    end = m.end()
    while (word := _HAVING_WORD.match(folded, end)) and end < at + 80:
        if _THEN.match(folded, end):
            return end
        end = word.end()
    return None


def _capital(name: str) -> str:
    name = name.lower() if name.isupper() else name
    return name[:1].upper() + name[1:]


@cache
def _apart() -> dict[str, str]:
    return {key(k): v for k, v in words()["groups"]["apart"].items()}


@cache
def _forms() -> _Forms:
    data = words()["groups"]
    noun = rf"(?:{alternatives(data['nouns'])})(?!\w)(?! (?:{alternatives(data['never'])})(?!\w))"
    person = alternatives(data["persons"])
    level = levels.pattern()
    many = rf"(?:các |toàn )?{level}(?:(?:, *| và ){level})*"
    tails = "|".join(key(t).replace("level", many) for t in data["tails"])
    return _Forms(
        pattern(rf"(?:(?:tất cả|toàn thể|toàn bộ) )?(?:các|những) {noun}"),
        pattern(noun),
        pattern(rf"(?:{alternatives(data['phrases'])})(?!\w)|(?:{person})(?:(?:, *| và |, và )(?:{person}))+(?!\w)"),
        pattern(rf" (?:{tails})(?!\w)"),
    )
