"""Bodies the data files know: with a name of their own, by head noun and field of administration, steering committees."""

import re

from vungxanh.engine.directive.tasks import catalog, levels
from vungxanh.engine.directive.tasks.catalog import Kind
from vungxanh.engine.directive.tasks.fold import pattern
from vungxanh.engine.directive.tasks.levels import LOCAL, Level
from vungxanh.engine.directive.tasks.naming import board_patterns
from vungxanh.engine.directive.tasks.page import Mention, Page

_OF_MANY = pattern(r" (?:các|những)(?!\w)")
_BLANKS = re.compile(r" *")
_COLON = pattern(r"(?: chuyên môn)? *:")
_OBJECT = pattern(r"(?:,| và)? *(?:việc|công tác|các|những|toàn|hoạt động|đột xuất|kiểm tra|giám sát|xử lý)(?!\w)")
"""Behind a noun that is also a verb: what is done ("Thanh tra việc chấp hành …")."""
_MORE = pattern(r" *(?:,|;| và(?=\s))(?! *(?:phòng|sở|ban|trung tâm|các|công an) )")
_ART = r"(?:văn hóa|thể thao|thông tin|truyền thông|truyền thanh|truyền hình|du lịch|nghệ thuật|thư viện|bảo tàng)"
_ARTS = pattern(rf" {_ART}(?:(?: *, *| *- *| và | *& *|, và ){_ART})+(?!\w)")
_PARTS = frozenset(["Đảng ủy", "Đảng bộ", "Chi bộ", "Đoàn Thanh niên"])
_BOTH = frozenset(["UBND", "Trung tâm Chỉ huy", "Sở Chỉ huy", "HĐND", "Đảng ủy", "Ủy ban MTTQ"])


class Listed:
    """Reads them in one document."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fixed(self, start: int, first: str) -> Mention | None:
        for form, kind in catalog.fixed().get(first, ()):
            m = form.match(self.page.key, start)
            if m is None:
                continue
            level = self.page.level(m.end(), kind.name in _BOTH)
            if kind.caps and not self.page.text[start].isupper() and level is None:
                continue
            if kind.verb and level is None and _OBJECT.match(self.page.key, m.end()):
                continue
            return self._named(start, m.end(), kind, level)
        return None

    def _named(self, start: int, end: int, kind: Kind, level: Level | None) -> Mention:
        if level is None and kind.name in _PARTS and (owner := self._owner(end)):
            return Mention(start, owner.end, (f"{kind.name} {owner.names[0]}",), level=owner.level)
        if kind.party and level is None:
            committee = self._committee(end + 1)
            if committee is not None:
                return Mention(start, committee.end, (f"{kind.name} {committee.names[0]}",))
        place = levels.place_at(self.page.text, end) if kind.place and level is None else None
        if place is not None:
            return Mention(start, place[1], (f"{kind.name} {place[0]}",))
        if level is None:
            own = kind.level == "own" and self.page.home.level
            names = (f"{kind.name} {self.page.home.level}",) if own else tuple(kind.name.split("|"))
            return Mention(start, end, names, open=kind.level == "own" or bool(kind.short))
        if kind.level == "drop":
            return Mention(start, level.end if not level.plural else end, tuple(kind.name.split("|")))
        name = kind.short if kind.short and level.names != ("các cấp",) else kind.name.removesuffix(" các cấp")
        return Mention(start, level.end, tuple(f"{name} {n}" for n in level.names), level=level.names[-1])

    def _owner(self, end: int) -> Mention | None:
        """The body a Party or union organisation belongs to: "Đảng ủy Công an huyện"."""
        at = end + 1
        if self.page.key[end:at] != " " or not self.page.text[at : at + 1].isupper():
            return None
        return self.fixed(at, self.page.word(at))

    def _committee(self, at: int) -> Mention | None:
        """A Party committee right behind one of its boards: "Ban Tuyên giáo Huyện ủy"."""
        for form, kind in catalog.fixed().get(self.page.word(at), ()):
            m = form.match(self.page.key, at)
            if m is not None and kind.name.endswith(" ủy"):
                return Mention(at, m.end(), (kind.name,))
        return None

    def department(self, start: int, first: str) -> Mention | None:
        many = first == "các"
        at = start + 4 if many else start
        head, kind = catalog.head_at(self.page.key, at, self.page.word(at) if many else first)
        if kind is None:
            return None
        at += len(head)
        colon = _COLON.match(self.page.key, at) if many else None
        at = colon.end() if colon else at
        names, end = self._fields(at, kind, many)
        if not names:
            return None
        owner = self._owner(end + 2) if kind.name == "Khoa" and self.page.key.startswith(" - ", end) else None
        if owner is not None:
            return Mention(start, owner.end, (f"{names[0]} - {owner.names[0]}",), level=owner.level)
        level = self.page.level(end)
        kept = kind.level != "drop"
        many_places = level is not None and level.plural and _OF_MANY.match(self.page.key, end) is not None
        if level is not None and (kept or many_places or not level.plural):
            end = level.end
            elsewhere = not level.names[0].islower() and level.names[0] not in self.page.home.issuer
            names = (
                [f"{n} {where}" for n in names for where in level.names] if kept or many_places or elsewhere else names
            )
        local = level is not None and kept and level.names == (LOCAL,)
        return Mention(start, end, tuple(names), level=LOCAL if local else "")

    def _fields(self, at: int, kind: Kind, many: bool) -> tuple[list[str], int]:
        """The fields after a department's head: "Y tế, Tài chính - Kế hoạch" are two departments."""
        field, known, full = catalog.fields()
        arts = _ARTS.match(self.page.key, at)
        if arts is not None and kind.name == "Trung tâm":
            return [f"{kind.name} {' '.join(self.page.text[arts.start() + 1 : arts.end()].split())}"], arts.end()
        names: list[str] = []
        end, position = at, at
        while (m := _BLANKS.match(self.page.key, position)) and (f := field.match(self.page.key, m.end())):
            name = f"{kind.name} {known.get(catalog.squeezed(f[0]), f[0])}"
            names.append(full.get(name, name))
            end = f.end()
            more = _MORE.match(self.page.key, end)
            if more is None or not (many or self._upper(more.end())):
                break
            position = more.end()
        return names, end

    def _upper(self, at: int) -> bool:
        first, begin = self.page.word_near(at)
        return first != "" and self.page.text[begin].isupper() and self.fixed(begin, first) is None

    def board(self, start: int) -> Mention | None:
        head, purpose = board_patterns()
        m = head.match(self.page.key, start)
        if m is None:
            return None
        p = purpose.match(self.page.key, m.end())
        end = p.end() if p else m.end()
        end = end if self.page.key[end - 1] != "," else end - 1
        said = self.page.key[m.end() : end]
        level = self.page.level(end, True)
        if "quốc gia" in self.page.key[end : end + 10]:
            return None
        name = self._board_name(said, start, end)
        if level is None:
            own = f"{name} {self.page.home.level}".strip()
            return Mention(start, end, (own,), open=True)
        return Mention(start, level.end, tuple(f"{name} {n}" for n in level.names))

    def _board_name(self, said: str, start: int, end: int) -> str:
        """A committee against the document's own disease is one committee however it is written."""
        plain = re.sub(r"\b(?:phòng|chống|dịch|bệnh|covid|19|pcdb|pcd|và|cho|người)\b|[ ,-]", "", said)
        if not plain or catalog.squeezed(plain) in catalog.squeezed(self.page.home.board):
            return self.page.home.board
        return "Ban Chỉ đạo " + re.sub(r"\s+", " ", self.page.text[start:end].split(" ", 3)[-1]).strip()
