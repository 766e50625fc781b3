"""Agencies named in a text: where, and under which canonical name."""

import re

from vungxanh.engine.directive.tasks import defined
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tasks.grammar import predicate
from vungxanh.engine.directive.tasks.groups import Group
from vungxanh.engine.directive.tasks.levels import Home, home_of
from vungxanh.engine.directive.tasks.listed import Listed
from vungxanh.engine.directive.tasks.naming import openers, sentence_case, titles
from vungxanh.engine.directive.tasks.page import Mention, Page
from vungxanh.engine.directive.tasks.unlisted import Unlisted

__all__ = ["Bodies", "Mention"]

_OF = pattern(r" *(?:của )?")
_OFFICE = re.compile(r"(Sở|Bộ|Cục)(?: (?!tỉnh|thành phố)\S+)+")
_ALONE = frozenset(
    ["hiệu trưởng", "giám đốc", "tổ trưởng", "trưởng trạm", "chỉ huy trưởng", "ban giám hiệu", "ban giám đốc"]
)
"""Titles that name one of several heads when nothing follows: "Hiệu trưởng bố trí …" in a letter to schools."""
_CHARGE = pattern(r" phụ trách(?= [^\W\d])(?! các| địa bàn| xã| cụm)")
_FIELD_WORD = pattern(r"(?: -)? (?![^\W\d_][.)])(?!hằng |hàng |trực tiếp|định kỳ|chịu |có |cùng |làm )[^\W\d_]+(?!\w)")


class Bodies:
    """Finds agencies in one document."""

    def __init__(self, text: str, home: Home | None = None) -> None:
        self.text = text
        self.key = key(text)
        self.home = home if home is not None else home_of(text, self.key)
        self.page = Page(text, self.key, self.home)
        self.listed = Listed(self.page)
        self.unlisted = Unlisted(self.page, self.listed)
        self._seen: dict[int, Mention | None] = {}
        self._depth = 0
        self._short: dict[str, list[defined.Short]] = {}
        self._short = defined.short_names(text, self.at)
        if self._short:
            self._seen.clear()

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
        first = self.page.word(start)
        kinds = openers().get(first)
        rows = self._short.get(first)
        if kinds is None and rows is None:
            return None
        best = defined.mention(self.key, self.text, start, rows) if rows else None
        for kind in kinds or ():
            found = self._as(kind, start, first)
            if found is not None and (best is None or found.end > best.end):
                best = found if kind != "free" else self.unlisted.longer(found)
        return best or self.unlisted.other(start)

    def _as(self, kind: str, start: int, first: str) -> Mention | None:
        """The body at ``start`` read as one of a kind (see ``naming.openers``)."""
        match kind:
            case "title":
                return self._titled(start)
            case "board":
                return self.listed.board(start)
            case "fixed":
                return self.listed.fixed(start, first)
            case "free":
                return self.unlisted.free(start, first)
            case "department":
                return self.listed.department(start, first)
        return self._group(start)

    def _group(self, start: int) -> Mention | None:
        group = Group.at(self.key, start, self._own_end)
        if group is None:
            return None
        return Mention(start, group.end, group.names(self.text), generic=True)

    def _own_end(self, at: int) -> int:
        """Where a body with a name of its own that begins at ``at`` ends; 0 if there is none."""
        first = self.page.word(at)
        found = (self._as(kind, at, first) for kind in openers().get(first, ()) if kind not in ("title", "group"))
        return max((f.end for f in found if f is not None), default=0)

    def _own(self, at: int) -> Mention | None:
        """The office whose head is named: "Chánh | Văn phòng HĐND và UBND huyện"."""
        return self.listed.fixed(at, self.page.word(at))

    def _charge(self, at: int) -> int | None:
        """The end of "phụ trách văn hóa - xã hội" behind an office holder: what he is in charge of, up to his verb."""
        m = _CHARGE.match(self.key, at)
        if m is None:
            return None
        end = m.end()
        while (word := _FIELD_WORD.match(self.key, end)) and not predicate().match(self.key, end) and end < at + 60:
            end = word.end()
        return end if end > m.end() else None

    def _titled(self, start: int) -> Mention | None:
        m = titles().match(self.key, start)
        if m is None:
            return None
        rest = _OF.match(self.key, m.end())
        at = rest.end() if rest else m.end()
        person = sentence_case(self.text[start : m.end()])
        if m[0] in ("đồng chí", "các đồng chí") and (office := self.at(at)) is not None and office.person:
            return office._replace(start=start)
        inner = self.at(at)
        if m[0].endswith("chánh văn phòng") and (chief := self._own(m.end() - len("văn phòng"))):
            chief_of = sentence_case(self.text[start : chief.start])
            return chief._replace(start=start, names=tuple(f"{chief_of} {n}" for n in chief.names), person=True)
        if inner is not None:
            if inner.generic:
                return Mention(start, inner.end, (sentence_case(self.text[start : inner.end]),), True, person=True)
            charge = self._charge(inner.end) if len(inner.names) == 1 else None
            end = charge if charge else inner.end
            field = f" {' '.join(self.text[inner.end : end].split())}" if charge else ""
            names = tuple(f"{person} {n}{field}" for n in inner.names)
            return Mention(start, end, names, False, inner.open, True, inner.level)
        own = _OFFICE.match(self.home.issuer)
        if own and self.text.startswith(own[1], at) and not self.text[at + len(own[1]) :][1:2].isupper():
            return Mention(start, at + len(own[1]), (f"{person} {own[0]}",), person=True)
        charge = self._charge(m.end())
        if charge is not None:
            return Mention(start, charge, (sentence_case(self.text[start:charge]),), person=True)
        level = self.page.level(m.end())
        if level is None:
            alone = m[0] in _ALONE and predicate().match(self.key, m.end())
            return Mention(start, m.end(), (person,), generic=True, person=True) if alone else None
        return Mention(start, level.end, (sentence_case(self.text[start : level.end]),), generic=True, person=True)
