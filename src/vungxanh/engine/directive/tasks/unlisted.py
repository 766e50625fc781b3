"""Bodies in no list: by a head noun whose proper name follows, or by a head noun and the words in capitals behind it."""

import re

from vungxanh.engine.directive.tasks.catalog import words
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
_LOWER_WORD = re.compile(r" (?!và |cùng |các )[^\W\d_]+(?=[ ,.;:)]|$)")
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
            more = capital.match(self.page.text, end) or self._joined(end)
            if more is None and (end > at or small) and not SPENT.match(self.page.key, end):
                more = _LOWER_WORD.match(self.page.key, end)
            if more is None:
                break
            end = more.end()
        if end == at:
            return None
        level = self.page.level(end)
        return Mention(
            start, level.end if level else end, (sentence_case(self.page.text[start : level.end if level else end]),)
        )

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
        if m is None:
            return None
        end, position = m.end(), m.end()
        whole = first in _ANY_WORDS
        while (t := tail.match(self.page.key, position)) or (t := self._more(position, capital, whole)):
            if self.page.key.endswith(" và", 0, t.start()) and self._begins(t.start() + 1):
                break
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
        end = level.end if level else end
        return Mention(start, end, (sentence_case(self.page.text[start:end]),))

    def _more(self, at: int, capital: "re.Pattern[str]", whole: bool) -> "re.Match[str] | None":
        """The next word of a proper name: in capitals; of a company's name any word up to its verb."""
        if self.page.level(at) is not None:
            return None
        if whole and not predicate().match(self.page.key, at):
            return _ANY.match(self.page.key, at)
        return capital.match(self.page.text, at)
