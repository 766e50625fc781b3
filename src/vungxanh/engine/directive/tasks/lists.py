"""Lists of bodies: "UBND huyện, Ban Chỉ đạo huyện và UBND các xã"."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.tasks.bodies import Bodies, Mention
from vungxanh.engine.directive.tasks.fold import CAPITAL, pattern
from vungxanh.engine.directive.tasks.grammar import predicate
from vungxanh.engine.directive.tasks.levels import LOCAL

_LINK = pattern(
    r"(?: |\.\.\.)*(?:,|;| và| cùng với| cùng|&)(?: *và)? *(?:với )?(?:các đồng chí(?= (?:bí thư|chủ tịch|ủy viên|trưởng)) )?"
)
_NARROWED = pattern(
    r" (?:phụ trách (?:các )?(?:xã|địa bàn|lĩnh vực|cụm|phường)(?:,? *(?:thị trấn|phường|xã))*|(?:đóng |đóng chân |đóng quân )?trên địa bàn(?: (?:huyện|tỉnh|xã|thành phố|thị xã|quận|phường))?|có liên quan|liên quan|nêu trên|được phân công)(?!\w)"
)
_GROUP = pattern(r"các [^\W\d_]+(?: [^\W\d_]+){0,9}(?=,|;| và )")
_UNKNOWN = re.compile(rf"{CAPITAL}[^\W\d_]+(?: {CAPITAL}?[^\W\d_]+){{1,7}}(?=,| và |;)")


@dataclass(frozen=True, slots=True)
class Listing:
    """Bodies named in a row at ``start:end``."""

    start: int
    end: int
    mentions: tuple[Mention, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical names, each once."""
        return tuple(dict.fromkeys(n for m in self.mentions for n in m.names))

    @property
    def generic(self) -> bool:
        """Whether no body is named by a name of its own."""
        return all(m.generic for m in self.mentions)


def listing(bodies: Bodies, at: int, stop: int) -> Listing | None:
    """The list that begins exactly at ``at`` and ends before ``stop``."""
    first = bodies.at(at)
    if first is None or first.end > stop:
        return None
    found = [first]
    while (link := _LINK.match(bodies.key, found[-1].end, stop)) is not None:
        following = bodies.at(link.end()) or _unknown(bodies, link.end(), stop)
        if following is None or following.end > stop:
            break
        found.append(following)
    more = _NARROWED.match(bodies.key, found[-1].end, stop)
    return Listing(at, more.end() if more else found[-1].end, tuple(_levelled(bodies, found)))


def _unknown(bodies: Bodies, at: int, stop: int) -> Mention | None:
    """A body that is in no list, named in capitals between two others."""
    m = _UNKNOWN.match(bodies.text, at, stop) or _sandwiched(bodies, at, stop)
    if m is None or any(predicate().match(bodies.key, at + i.start()) for i in re.finditer(r" ", m[0])):
        return None
    name = re.sub(r"\s+", " ", bodies.text[at : m.end()])
    return Mention(at, m.end(), (name[:1].upper() + name[1:],))


def _sandwiched(bodies: Bodies, at: int, stop: int) -> "re.Match[str] | None":
    """A group of an unknown kind between two bodies: "Công an huyện, các đồn quân y, UBND các xã"."""
    m = _GROUP.match(bodies.key, at, stop)
    link = _LINK.match(bodies.key, m.end(), stop) if m else None
    return m if link is not None and bodies.at(link.end()) is not None else None


def _levelled(bodies: Bodies, found: list[Mention]) -> list[Mention]:
    """ "Đảng ủy, HĐND, UBND các xã": the level of the last is meant for all that name none."""
    out = list(found)
    level = ""
    for i in range(len(out) - 1, -1, -1):
        mention = out[i]
        said = re.search(r"(các (?:xã|phường|thị trấn)[^;]*)$", mention.names[-1])
        if mention.open and level and i < len(out) - 1 and not mention.names[0].startswith(("Trung tâm", "Ban Chỉ")):
            own = " các cấp" if mention.names[0].endswith(" các cấp") else bodies.home.level
            if own != " các cấp" or level == LOCAL:
                names = tuple(f"{n.removesuffix(own).rstrip()} {level}" for n in mention.names)
                out[i] = mention._replace(names=names, open=False)
        elif len(mention.names) == 1 and (said or mention.level):
            level = said[1] if said else mention.level
        else:
            level = ""
    return out
