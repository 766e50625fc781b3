"""Agencies named in a text: where, and under which canonical name."""

import re
from dataclasses import dataclass, replace

from vungxanh.engine.directive.tasks import catalog, levels
from vungxanh.engine.directive.tasks.catalog import Kind, words
from vungxanh.engine.directive.tasks.fold import CAPITAL, key, pattern
from vungxanh.engine.directive.tasks.grammar import predicate
from vungxanh.engine.directive.tasks.groups import Group
from vungxanh.engine.directive.tasks.levels import LOCAL, Home, Level, home_of
from vungxanh.engine.directive.tasks.naming import (
    OFFICER,
    SPENT,
    board_patterns,
    free_patterns,
    openers,
    other_heads,
    sentence_case,
    titles,
)

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r' ?"[^"]{1,40}"')
_SYMBOL = pattern(r" theo quyết định số \d+/[\w-]+(?:/[\w-]+)?")
_BLANKS = re.compile(r" *")
_COLON = pattern(r"(?: chuyên môn)? *:")
_MORE = pattern(r" *(?:,|;| và(?=\s))(?! *(?:phòng|sở|ban|trung tâm|các|công an) )")
_OF = pattern(r" *(?:của )?")
_BOTH = frozenset(["UBND", "Trung tâm Chỉ huy", "Sở Chỉ huy", "HĐND", "Đảng ủy", "Ủy ban MTTQ"])
_NUMBER = pattern(r" (?:liên ngành )?số \d{1,3}(?!\w)")
_ANY = re.compile(r" [^\W\d_]+(?=[ ,.;:)]|$)")
_ANY_WORDS = frozenset(["công", "hợp"])
_JOINED = re.compile(rf" (?:[-–&]|và)(?= {CAPITAL})")
_LOWER_WORD = re.compile(r" (?!và |cùng |các )[^\W\d_]+(?=[ ,.;:)]|$)")
_NEVER_BARE = frozenset(["trường", "viện", "bệnh", "công", "báo", "ga", "cảng", "chi", "đồn", "hợp"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A body or a generic group named at ``start:end``; ``names`` are canonical (a list "Phòng A, B" gives two).

    ``open``: it exists at several levels and the text names none (the level of the next body may be meant).
    """

    start: int
    end: int
    names: tuple[str, ...]
    generic: bool = False
    open: bool = False
    person: bool = False
    level: str = ""


class Bodies:
    """Finds agencies in one document."""

    def __init__(self, text: str, home: Home | None = None) -> None:
        self.text = text
        self.key = key(text)
        self.home = home if home is not None else home_of(text, self.key)
        self._seen: dict[int, Mention | None] = {}
        self._depth = 0

    def at(self, start: int) -> Mention | None:
        """The body whose name begins exactly at ``start``: the longest reading."""
        if start not in self._seen:
            if self._depth > 3:
                return None
            self._depth += 1
            try:
                self._seen[start] = self._read(start)
            finally:
                self._depth -= 1
        return self._seen[start]

    def _read(self, start: int) -> Mention | None:
        first = _WORD.match(self.key, start)
        if first is None or first[0] not in openers():
            return None
        found = [
            m
            for m in (self._titled(start), self._board(start), self._fixed(start, first[0]), self._free(start, first[0]),
                      self._department(start, first[0]), self._group(start))
            if m is not None
        ]  # fmt: skip
        return max(found, key=lambda m: m.end) if found else self._other(start)

    # -- readings ------------------------------------------------------------------------------------------------

    def _fixed(self, start: int, first: str) -> Mention | None:
        for form, kind in catalog.fixed().get(first, ()):
            m = form.match(self.key, start)
            if m is None:
                continue
            level = self._level(m.end(), kind.name in _BOTH)
            if kind.caps and not self.text[start].isupper() and level is None:
                continue
            return self._named(start, m.end(), kind, level)
        return None

    def _named(self, start: int, end: int, kind: Kind, level: Level | None) -> Mention:
        if kind.party and level is None:
            committee = self._committee(end + 1)
            if committee is not None:
                return Mention(start, committee.end, (f"{kind.name} {committee.names[0]}",))
        place = levels.place_at(self.text, end) if kind.place and level is None else None
        if place is not None:
            return Mention(start, place[1], (f"{kind.name} {place[0]}",))
        if level is None:
            own = kind.level == "own" and self.home.level
            names = (f"{kind.name} {self.home.level}",) if own else tuple(kind.name.split("|"))
            return Mention(start, end, names, open=kind.level == "own" or bool(kind.short))
        if kind.level == "drop":
            return Mention(start, level.end if not level.plural else end, tuple(kind.name.split("|")))
        name = kind.short if kind.short and level.names != ("các cấp",) else kind.name.removesuffix(" các cấp")
        return Mention(start, level.end, tuple(f"{name} {n}" for n in level.names), level=level.names[-1])

    def _committee(self, at: int) -> Mention | None:
        """A Party committee right behind one of its boards: "Ban Tuyên giáo Huyện ủy"."""
        for form, kind in catalog.fixed().get((_WORD.match(self.key, at) or [""])[0], ()):
            m = form.match(self.key, at)
            if m is not None and kind.name.endswith(" ủy"):
                return Mention(at, m.end(), (kind.name,))
        return None

    def _department(self, start: int, first: str) -> Mention | None:
        kinds = catalog.heads()
        many = first == "các"
        at = start + 4 if many else start
        head = next((h for h in kinds if self.key.startswith((h + " ", h + ":"), at)), None)
        if head is None:
            return None
        at += len(head)
        colon = _COLON.match(self.key, at) if many else None
        at = colon.end() if colon else at
        names, end = self._fields(at, kinds[head], many)
        if not names:
            return None
        level = self._level(end)
        kept = kinds[head].level != "drop"
        if level is not None and (kept or not level.plural):
            end = level.end
            names = [f"{n} {level.names[0]}" for n in names] if kept else names
        local = level is not None and kept and level.names == (LOCAL,)
        return Mention(start, end, tuple(names), level=LOCAL if local else "")

    def _other(self, start: int) -> Mention | None:
        """A body in no list: its head noun and the words behind it, from one in capitals up to a verb."""
        officer = OFFICER.match(self.key, start)
        m = officer or other_heads().match(self.key, start)
        if m is None or (not self.text[start].isupper() and not self.text[m.end() + 1 : m.end() + 2].isupper()):
            return None
        _, _, capital = free_patterns()
        small = officer is not None or m[0] in words()["heads"]["teams"]
        end = at = m.end()
        for _ in range(14):
            if self._level(end) is not None or (end > at and predicate().match(self.key, end)):
                break
            more = capital.match(self.text, end) or self._joined(end)
            if more is None and (end > at or small) and not (small and SPENT.match(self.key, end)):
                more = _LOWER_WORD.match(self.key, end)
            if more is None:
                break
            end = more.end()
        if end == at:
            return None
        level = self._level(end)
        return Mention(
            start, level.end if level else end, (sentence_case(self.text[start : level.end if level else end]),)
        )

    def _joined(self, at: int) -> "re.Match[str] | None":
        """ "- Kế hoạch", "và Đào tạo": the name goes on, unless another body begins there."""
        m = _JOINED.match(self.text, at)
        return None if m is None or self._begins(m.end() + 1) else m

    def _begins(self, at: int) -> bool:
        """Whether a body begins at ``at``, as far as its first words tell."""
        m = _WORD.match(self.key, at)
        return m is not None and (self._fixed(at, m[0]) is not None or other_heads().match(self.key, at) is not None)

    def _fields(self, at: int, kind: Kind, many: bool) -> tuple[list[str], int]:
        """The fields after a department's head: "Y tế, Tài chính - Kế hoạch" are two departments."""
        field, known, full = catalog.fields()
        names: list[str] = []
        end, position = at, at
        while (m := _BLANKS.match(self.key, position)) and (f := field.match(self.key, m.end())):
            name = f"{kind.name} {known.get(catalog.squeezed(f[0]), f[0])}"
            names.append(full.get(name, name))
            end = f.end()
            more = _MORE.match(self.key, end)
            if more is None or not (many or self._upper(more.end())):
                break
            position = more.end()
        return names, end

    def _upper(self, at: int) -> bool:
        m = _WORD.search(self.key, at)
        return (
            m is not None
            and m.start() < at + 3
            and self.text[m.start()].isupper()
            and self._fixed(m.start(), m[0]) is None
        )

    def _board(self, start: int) -> Mention | None:
        head, purpose = board_patterns()
        m = head.match(self.key, start)
        if m is None:
            return None
        p = purpose.match(self.key, m.end())
        end = p.end() if p else m.end()
        end = end if self.key[end - 1] != "," else end - 1
        said = self.key[m.end() : end]
        level = self._level(end, True)
        if "quốc gia" in self.key[end : end + 10]:
            return None
        name = self._board_name(said, start, end)
        if level is None:
            own = f"{name} {self.home.level}".strip()
            return Mention(start, end, (own,), open=True)
        return Mention(start, level.end, tuple(f"{name} {n}" for n in level.names))

    def _board_name(self, said: str, start: int, end: int) -> str:
        """A committee against the document's own disease is one committee however it is written."""
        plain = re.sub(r"\b(?:phòng|chống|dịch|bệnh|covid|19|pcdb|pcd|và|cho|người)\b|[ ,-]", "", said)
        if not plain or catalog.squeezed(plain) in catalog.squeezed(self.home.board):
            return self.home.board
        return "Ban Chỉ đạo " + re.sub(r"\s+", " ", self.text[start:end].split(" ", 3)[-1]).strip()

    def _free(self, start: int, first: str) -> Mention | None:
        head, tail, capital = free_patterns()
        if first not in head:
            return None
        m = head[first].match(self.key, start)
        if m is None:
            return None
        end, position = m.end(), m.end()
        whole = first in _ANY_WORDS
        while (t := tail.match(self.key, position)) or (t := self._more(position, capital, whole)):
            if self.key.endswith(" và", 0, t.start()) and self._begins(t.start() + 1):
                break
            end = position = t.end()
        end = end - 3 if self.key.endswith(" và", 0, end) else end
        more = _SYMBOL.match(self.key, end) or _NUMBER.match(self.key, end) or _QUOTED.match(self.key, end)
        end = more.end() if more else end
        bare = end == m.end()
        level = self._level(end)
        if bare and level is None and first in _NEVER_BARE:
            return None
        end = level.end if level else end
        return Mention(start, end, (sentence_case(self.text[start:end]),))

    def _more(self, at: int, capital: "re.Pattern[str]", whole: bool) -> "re.Match[str] | None":
        """The next word of a proper name: in capitals; of a company's name any word up to its verb."""
        if self._level(at) is not None:
            return None
        if whole and not predicate().match(self.key, at):
            return _ANY.match(self.key, at)
        return capital.match(self.text, at)

    def _group(self, start: int) -> Mention | None:
        group = Group.at(self.key, start, self._own_end)
        if group is None:
            return None
        return Mention(start, group.end, group.names(self.text), generic=True)

    def _own_end(self, at: int) -> int:
        """Where a body with a name of its own that begins at ``at`` ends; 0 if there is none."""
        m = _WORD.match(self.key, at)
        if m is None:
            return 0
        found = (self._board(at), self._fixed(at, m[0]), self._free(at, m[0]), self._department(at, m[0]))
        return max((f.end for f in found if f is not None), default=0)

    def _titled(self, start: int) -> Mention | None:
        m = titles().match(self.key, start)
        if m is None:
            return None
        rest = _OF.match(self.key, m.end())
        at = rest.end() if rest else m.end()
        person = sentence_case(self.text[start : m.end()])
        if m[0] in ("đồng chí", "các đồng chí") and (office := self.at(at)) is not None and office.person:
            return replace(office, start=start)
        inner = self.at(at)
        if inner is not None:
            if inner.generic:
                return Mention(start, inner.end, (sentence_case(self.text[start : inner.end]),), True, person=True)
            names = tuple(f"{person} {n}" for n in inner.names)
            return Mention(start, inner.end, names, False, inner.open, True, inner.level)
        level = self._level(m.end())
        if level is None:
            return None
        return Mention(start, level.end, (sentence_case(self.text[start : level.end]),), generic=True, person=True)

    def _level(self, at: int, both: bool = False) -> Level | None:
        if at >= len(self.key) or self.key[at] not in " ,":
            return None
        return levels.read(self.text, self.key, at, self.home, both)
