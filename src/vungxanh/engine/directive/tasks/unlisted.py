"""Bodies in no list: by a head noun whose proper name follows, or by a head noun and the words in capitals behind it."""

import re

from vungxanh.engine.directive.tasks.catalog import fields, words
from vungxanh.engine.directive.tasks.fold import CAPITAL, pattern
from vungxanh.engine.directive.tasks.grammar import predicate
from vungxanh.engine.directive.tasks.listed import Listed
from vungxanh.engine.directive.tasks.naming import OFFICER, SPENT, free_patterns, other_heads, sentence_case
from vungxanh.engine.directive.tasks.page import Mention, Page

_QUOTED = re.compile(r' ?"[^"]{1,40}"')
_SYMBOL = pattern(r" theo quyết định số \d+/[\w-]+(?:/[\w-]+)?")
_NUMBER = pattern(r" (?:liên ngành )?số \d{1,3}(?!\w)")
_ANY = re.compile(r" [^\W\d_]+(?=[ ,.;:)]|$)")
_ANY_WORDS = frozenset(["công", "hợp"])
_JOINED = re.compile(rf" (?:[-–&]|và)(?= {CAPITAL})")
_LOWER_WORD = re.compile(
    r"(?: -(?= [^\W\d_]))? (?![^\W\d_][.)])(?!và |cùng |các |mỗi |từng |nếu )[^\W\d_]+(?=[ ,.;:)]|$)"
)
_SENTENCE_CASE = frozenset(["viện", "bệnh", "trường"])
"""First words of names of which only the first word is in capitals."""
_PART_OF = pattern(r" (?:- |thuộc )?(?=[^\W\d])")
_PARTS = frozenset(["khoa", "đội", "tổ", "phòng"])
_SMALL_RUN = re.compile(rf"(?: [^\W\d_]+){{1,3}}?(?= {CAPITAL})")
_ENDED = re.compile(r"[,;:.)]|$")
_NEVER_BARE = frozenset(["trường", "viện", "bệnh", "công", "báo", "ga", "cảng", "chi", "đồn", "hợp"])


class Unlisted:
    """Reads them in one document."""

    def __init__(self, page: Page, listed: Listed) -> None:
        self.page, self.listed = page, listed

    def other(self, start: int) -> Mention | None:
        """A body in no list: its head noun and the words behind it, from one in capitals up to a verb."""
        officer = OFFICER.match(self.page.key, start)
        m = officer or other_heads().match(self.page.key, start)
        if m is None or (
            not self.page.text[start].isupper() and not self.page.text[m.end() + 1 : m.end() + 2].isupper()
        ):
            return None
        _, _, capital = free_patterns()
        small = officer is not None or m[0] in words()["heads"]["teams"]
        end = at = m.end()
        for _ in range(14):
            if self.page.level(end) is not None or (end > at and predicate().match(self.page.key, end)):
                break
            owner = self._owner(end, m[0]) if end > at else None
            if owner is not None:
                name = f"{sentence_case(self.page.text[start : owner.start])} {owner.names[0]}"
                return Mention(start, owner.end, (name,), level=owner.level)
            more = capital.match(self.page.text, end) or self._joined(end)
            if more is None and (end > at or small) and not SPENT.match(self.page.key, end):
                more = _LOWER_WORD.match(self.page.key, end)
            if more is None:
                break
            end = more.end()
        if end == at or (small and not self._named(at, end)):
            return None
        level = self.page.level(end)
        return Mention(
            start, level.end if level else end, (sentence_case(self.page.text[start : level.end if level else end]),)
        )

    def _named(self, at: int, end: int) -> bool:
        """A team's name may begin like a verb ("Tổ truy vết") when its own verb, its level or a mark comes behind it."""
        if not predicate().match(self.page.key, at):
            return True
        known = predicate().match(self.page.key, end) or _ENDED.match(self.page.key, end)
        return bool(known or self.page.level(end))

    def _owner(self, at: int, head: str) -> Mention | None:
        """The body a unit belongs to, right behind its name: "Đội Cảnh sát giao thông Công an huyện", "Khoa Dược - Trung tâm Y tế"."""
        m = _PART_OF.match(self.page.key, at)
        if m is None or (len(m[0]) > 1 and head not in _PARTS):
            return None
        owner = self.listed.fixed(m.end(), self.page.word(m.end()))
        return owner if owner is not None and self.page.text[m.end()].isupper() else None

    def _joined(self, at: int) -> "re.Match[str] | None":
        """ "- Kế hoạch", "và Đào tạo": the name goes on, unless another body begins there."""
        m = _JOINED.match(self.page.text, at)
        return None if m is None or self._begins(m.end() + 1) else m

    def _begins(self, at: int) -> bool:
        """Whether a body begins at ``at``, as far as its first words tell."""
        first = self.page.word(at)
        return self.listed.fixed(at, first) is not None or other_heads().match(self.page.key, at) is not None

    def free(self, start: int, first: str) -> Mention | None:
        head, tail, capital = free_patterns()
        if first not in head:
            return None
        m = head[first].match(self.page.key, start)
        if m is None or (first == "báo" and (not self.page.text[start].isupper() or self._begins(m.end() + 1))):
            return None
        end, position = m.end(), m.end()
        whole = first in _ANY_WORDS
        while (
            (t := tail.match(self.page.key, position))
            or (t := self._field(position))
            or (t := self._more(position, capital, whole))
        ):
            if self.page.key.endswith(" và", 0, t.start()) and self._begins(t.start() + 1):
                break
            if t[0].startswith(",") and self.page.text[t.start() + 2].isupper() and self._begins(t.start() + 2):
                break  # "Trường Cao đẳng Nông Lâm, Phòng Quản lý đô thị"
            end = position = t.end()
        end = end - 3 if self.page.key.endswith(" và", 0, end) else end
        more = (
            _SYMBOL.match(self.page.key, end) or _NUMBER.match(self.page.key, end) or _QUOTED.match(self.page.key, end)
        )
        end = more.end() if more else end
        bare = end == m.end()
        level = self.page.level(end)
        if bare and level is None and first in _NEVER_BARE:
            return None
        if level is None and first in _SENTENCE_CASE and self._half(m.end(), end):
            return self.other(start)
        end = level.end if level else end
        return Mention(start, end, (sentence_case(self.page.text[start:end]),))

    def _field(self, at: int) -> "re.Match[str] | None":
        """A field of administration as a part of a name: "Trường Cao đẳng Y tế"."""
        if not self.page.text[at + 1 : at + 2].isupper() or self.page.level(at) is not None:
            return None
        return fields()[0].match(self.page.key, at + 1)

    def _half(self, begin: int, end: int) -> bool:
        """Whether a name ends after its one word in capitals though small letters follow ("Viện Sức | khỏe nghề nghiệp")."""
        words_ = self.page.text[begin:end].split()
        lower = _LOWER_WORD.match(self.page.key, end)
        return (
            len(words_) == 1 and words_[0][0].isupper() and lower is not None and not self.page.text[end + 1].isupper()
            and not predicate().match(self.page.key, end) and not SPENT.match(self.page.key, end)
        )  # fmt: skip

    def _more(self, at: int, capital: "re.Pattern[str]", whole: bool) -> "re.Match[str] | None":
        """The next word of a proper name: in capitals; of a company's name any word up to its verb."""
        if self.page.level(at) is not None:
            return None
        if whole and not predicate().match(self.page.key, at):
            return _ANY.match(self.page.key, at)
        return capital.match(self.page.text, at) or self._spelled_on(at)

    def _spelled_on(self, at: int) -> "re.Match[str] | None":
        """Small words between two words in capitals: "Cao đẳng Y tế Quảng Trị", "Hữu nghị Việt Đức"."""
        if not self.page.text[at - 1].isalpha() or not self.page.text[self.page.text.rfind(" ", 0, at) + 1].isupper():
            return None
        m = _SMALL_RUN.match(self.page.text, at)
        if m is None or not m[0].islower() or SPENT.match(self.page.key, at):
            return None
        words_ = [at + i.start() for i in re.finditer(" ", m[0])]
        if any(predicate().match(self.page.key, w) or self._begins(w + 1) for w in words_) or self._begins(m.end() + 1):
            return None
        return m

    def longer(self, found: Mention) -> Mention:
        """A name found short of its last small words: the whole of it, if a verb or a mark ends it."""
        more = self.other(found.start) if self.page.key[found.end : found.end + 1] == " " else None
        if more is None or more.end <= found.end or predicate().match(self.page.key, found.end):
            return found
        ends = predicate().match(self.page.key, more.end) or _ENDED.match(self.page.key, more.end)
        return more if ends else found
