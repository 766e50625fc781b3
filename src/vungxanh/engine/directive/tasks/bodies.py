"""Agencies named in a text: where, and under which canonical name."""

import re
from dataclasses import dataclass, replace
from functools import cache

from vungxanh.engine.directive.tasks import catalog, levels
from vungxanh.engine.directive.tasks.catalog import Kind, alternatives, words
from vungxanh.engine.directive.tasks.fold import CAPITAL, key, pattern
from vungxanh.engine.directive.tasks.groups import Group
from vungxanh.engine.directive.tasks.levels import Home, Level, home_of

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r' ?"[^"]{1,40}"')
_SYMBOL = pattern(r" theo quyết định số \d+/[\w-]+(?:/[\w-]+)?")
_BLANKS = re.compile(r" *")
_COLON = pattern(r"(?: chuyên môn)? *:")
_MORE = pattern(r" *(?:,|;| và(?=\s))(?! *(?:phòng|sở|ban|trung tâm|các|công an) )")
_OF = pattern(r" *(?:của )?")


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


class Bodies:
    """Finds agencies in one document."""

    def __init__(self, text: str, home: Home | None = None) -> None:
        self.text = text
        self.key = key(text)
        self.home = home if home is not None else home_of(text, self.key)
        self._seen: dict[int, Mention | None] = {}

    def at(self, start: int) -> Mention | None:
        """The body whose name begins exactly at ``start``: the longest reading."""
        if start not in self._seen:
            self._seen[start] = self._read(start)
        return self._seen[start]

    def _read(self, start: int) -> Mention | None:
        first = _WORD.match(self.key, start)
        if first is None:
            return None
        found = [
            m
            for m in (self._titled(start), self._board(start), self._fixed(start, first[0]), self._free(start, first[0]),
                      self._department(start, first[0]), self._group(start))
            if m is not None
        ]  # fmt: skip
        return max(found, key=lambda m: m.end, default=None)

    # -- readings ------------------------------------------------------------------------------------------------

    def _fixed(self, start: int, first: str) -> Mention | None:
        for pattern, kind in catalog.fixed().get(first, ()):
            m = pattern.match(self.key, start)
            if m is None:
                continue
            level = self._level(m.end())
            if kind.caps and not self.text[start].isupper() and level is None:
                continue
            return self._named(start, m.end(), kind, level)
        return None

    def _named(self, start: int, end: int, kind: Kind, level: Level | None) -> Mention:
        if kind.party and level is None:
            committee = (
                self._fixed(end + 1, (_WORD.match(self.key, end + 1) or [""])[0]) if end < len(self.key) else None
            )
            if committee and committee.names[0].endswith("ủy"):
                return Mention(start, committee.end, (f"{kind.name} {committee.names[0]}",))
        if level is None:
            own = kind.level == "own" and self.home.level
            names = (f"{kind.name} {self.home.level}",) if own else tuple(kind.name.split("|"))
            return Mention(start, end, names, open=kind.level == "own")
        if kind.level == "drop":
            return Mention(start, level.end if not level.plural else end, tuple(kind.name.split("|")))
        name = kind.short if kind.short and level.names != ("các cấp",) else kind.name.removesuffix(" các cấp")
        return Mention(start, level.end, tuple(f"{name} {n}" for n in level.names))

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
        return Mention(start, end, tuple(names))

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
        head, purpose = _board_patterns()
        m = head.match(self.key, start)
        if m is None:
            return None
        p = purpose.match(self.key, m.end())
        end = p.end() if p else m.end()
        end = end if self.key[end - 1] != "," else end - 1
        said = self.key[m.end() : end]
        level = self._level(end)
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
        head, tail, capital = _free_patterns()
        if first not in head:
            return None
        m = head[first].match(self.key, start)
        if m is None:
            return None
        end, position = m.end(), m.end()
        while (t := tail.match(self.key, position)) or (t := capital.match(self.text, position)):
            end = position = t.end()
        end = end - 3 if self.key.endswith(" và", 0, end) else end
        more = _SYMBOL.match(self.key, end) or _QUOTED.match(self.key, end)
        end = more.end() if more else end
        bare = end == m.end()
        level = self._level(end)
        if bare and level is None and first in ("trường", "viện", "bệnh", "công"):
            return None
        end = level.end if level else end
        return Mention(start, end, (_sentence_case(self.text[start:end]),))

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
        m = _titles().match(self.key, start)
        if m is None:
            return None
        rest = _OF.match(self.key, m.end())
        at = rest.end() if rest else m.end()
        person = _sentence_case(self.text[start : m.end()])
        inner = self.at(at)
        if inner is not None:
            names = tuple(f"{person} {_inner(n, inner.generic)}" for n in inner.names)
            return Mention(start, inner.end, names, inner.generic, inner.open, person=True)
        level = self._level(m.end())
        if level is None:
            return None
        return Mention(start, level.end, tuple(f"{person} {n}" for n in level.names), generic=True, person=True)

    def _level(self, at: int) -> Level | None:
        if at >= len(self.key) or self.key[at] not in " ,":
            return None
        return levels.read(self.text, self.key, at, self.home)


def _inner(name: str, generic: bool) -> str:
    return name[:1].lower() + name[1:] if generic else name


def _sentence_case(words_: str) -> str:
    flat = re.sub(r"\s+", " ", words_.replace("*", "")).strip()
    return flat[:1].upper() + flat[1:]


@cache
def _titles() -> re.Pattern[str]:
    return pattern(rf"(?:{alternatives(words()['titles'])})(?!\w)")


@cache
def _board_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = words()["boards"]
    purpose = alternatives(data["purposes"])
    return (
        pattern(rf"(?:{alternatives(data['heads'])})(?!\w)"),
        pattern(rf"(?:,? *-? *(?:{purpose})(?!\w)){{1,16}}"),
    )


@cache
def _free_patterns() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    data = words()["free"]
    by_first: dict[str, list[str]] = {}
    for head in data["heads"]:
        by_first.setdefault(key(head).split()[0], []).append(head)
    return (
        {first: pattern(rf"(?:{alternatives(hs)})(?!\w)") for first, hs in by_first.items()},
        pattern(rf"(?: |, )(?:{alternatives(data['tail'])})(?!\w)"),
        re.compile(rf" {CAPITAL}[^\W\d_]*(?!\w)"),
    )
