"""Administrative levels behind a body's name: "huyện", "cấp xã", "các xã, thị trấn", "tỉnh Bình Phước"."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from vungxanh.engine.directive.tasks.catalog import alternatives, words
from vungxanh.engine.directive.tasks.fold import CAPITAL, key
from vungxanh.engine.directive.tasks.fold import pattern as over_key
from vungxanh.engine.directive.tasks.naming import openers

_PLACE = re.compile(
    rf"(?: (?!Sở |Phòng |Ban |Ủy |Công an|Văn |Trung tâm|Trạm |Hội |UBND|HĐND|Đảng){CAPITAL}[^\W\d_]*){{1,4}}(?!\w)"
)
_KIND = over_key(
    r" (?:ven biển|ven sông|biên giới|miền núi|vùng cao|vùng sâu|giáp ranh|có dịch|chưa có dịch|trọng điểm|bị ảnh hưởng|còn lại|"
    r"vùng (?:trũng|dịch|đệm)|trực thuộc trung ương)(?!\w)"
)
LOCAL = "địa phương"
"""The level of "chính quyền, ngành Y tế địa phương"."""
_NEXT_PLACE = re.compile(rf"(?:,| và|, và) (?={CAPITAL})")
_LINKS = re.compile(r"(?:,|,? và) ")
_NUMBERED = re.compile(r" \d{1,2}(?![\w/.,%-])(?! (?:xã|phường|ấp|thôn|người|hộ|ca|điểm|tổ)\b)")
_WORDS = re.compile(r"\w+")
_LOWER = frozenset(["xã", "phường", "thị trấn"])
_MIDDLE = frozenset(["huyện", "thị xã", "quận", "thành phố"])


@dataclass(frozen=True, slots=True)
class Home:
    """Where the document speaks from: its own level ("huyện"), how it names its communes ("các xã, thị trấn"), its
    steering committee, and the places it names behind a level ("thị xã" -> "Tân Uyên")."""

    level: str = ""
    communes: str = "các xã"
    board: str = "Ban Chỉ đạo phòng, chống dịch"
    places: tuple[tuple[str, str], ...] = ()
    issuer: str = ""
    """Who issues it, as its head says ("UBND huyện Tân Uyên", "Sở Y tế")."""
    placed: frozenset[tuple[str, ...]] = frozenset()
    """Two words before a level and the level, where a place was named behind them; of communes the body and the level."""
    only: tuple[tuple[str, str], ...] = ()
    """The one commune of its kind the document names, if it speaks of no others ("thị trấn" -> "Yên Bằng")."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level as printed behind a name; ``plural`` when it stands for many places."""

    start: int
    end: int
    names: tuple[str, ...]
    plural: bool = False


@cache
def pattern() -> str:
    """One level word over keys, for use in other patterns."""
    return rf"(?:{alternatives(words()['levels'])})(?!\w)(?! (?:{alternatives(words()['not_levels'])})(?!\w))"


@cache
def _opening() -> re.Pattern[str]:
    """The first words of a level, by what they may open; most names have none behind them."""
    firsts = {w.split()[0] for w in words()["levels"]}
    return over_key(
        r"[ ,]*(?:(?:của|tại|thuộc|ở|địa bàn|toàn) )*(?:(?P<number>\d)|(?P<many>các|những|từng)|(?P<rank>cấp|tuyến)|"
        rf"(?P<every>cùng cấp|địa phương)|(?P<range>từ)|(?P<one>{alternatives(firsts)}))"
    )


_MAY_OPEN = {
    "number": ("number",),
    "many": ("range", "plural", "every"),
    "rank": ("rank",),
    "every": ("every",),
    "range": ("range",),
    "one": ("both", "several", "one"),
}


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    one = pattern()
    many = rf"{one}(?:(?:, *| và |, và |; *| )(?:các |cấp )?{one})*"
    return {
        "range": over_key(rf" *(?:các cấp )?từ (?P<a>{one}) (?:đến|tới) (?:các )?(?P<b>{many}|cơ sở(?!\w))"),
        "both": over_key(rf" *(?:của )?(?P<a>{one})(?:, *| và )các (?P<b>{many})"),
        "rank": over_key(rf" *,? *(?:của )?(?:cấp|tuyến) (?P<a>{many})"),
        "number": over_key(rf" *(?P<a>\d{{1,3}}(?:/\d{{1,3}})? {many})"),
        "plural": over_key(rf" *(?:của |tại |thuộc |ở |địa bàn )?(?:các|những|từng) (?P<a>{many})"),
        "several": over_key(rf" *(?:của |thuộc )?(?P<a>{_tier(_LOWER)}|{_tier(_MIDDLE)})(?!\w)"),
        "one": over_key(rf" *(?:của |thuộc )?(?:toàn )?(?P<a>{one})"),
        "every": over_key(r" *(?:các cấp|cùng cấp|địa phương)(?!\w)"),
    }


def _tier(levels: frozenset[str]) -> str:
    """Two or more levels of one tier in a row: "xã, phường, thị trấn"."""
    one = rf"(?:{alternatives(levels)})(?!\w)(?! (?:{alternatives(words()['not_levels'])})(?!\w))"
    return rf"{one}(?:(?:, *| và |, và ){one})+"


def read(text: str, folded: str, at: int, home: Home, both: bool = False) -> Level | None:
    """The level that begins at ``at`` (blanks allowed), or None. ``both``: "huyện, các xã" are two levels of one body."""
    opens = _opening().match(folded, at)
    for shape in _MAY_OPEN[opens.lastgroup or ""] if opens else ():
        m = _shapes()[shape].match(folded, at) if both or shape != "both" else None
        if m is None:
            continue
        if shape == "every":
            return Level(at, m.end(), (text[m.start() : m.end()].strip(),), True)
        if shape == "one":
            return _single(text, folded, m, home)
        if shape in ("range", "both"):
            low = _plain(text[m.start("b") : m.end("b")])
            if low == "cơ sở":
                return Level(at, m.end(), (text[m.start() : m.end()].strip(),), True)
            return Level(at, m.end(), (_plain(text[m.start("a") : m.end("a")]), "các " + low), True)
        printed = _plain(text[m.start("a") : m.end("a")])
        if shape == "rank":
            return Level(at, m.end(), tuple(_rank(part, home) for part in _parts(printed)), True)
        if shape == "number":
            return Level(at, m.end(), (printed,), True)
        more = _PLACE.match(text, m.end()) or _KIND.match(folded, m.end())
        end = _row(text, more.end()) if more else m.end()
        if more and end > more.end():
            places = _LINKS.split(_plain_place(text[m.end() : end]))
            return Level(at, end, tuple(f"{printed} {place}" for place in places), True)
        return Level(at, end, (f"các {printed}{re.sub(r'[ ]+', ' ', text[m.end() : end])}",), True)
    return None


def _plain_place(printed: str) -> str:
    return re.sub(r"\s+", " ", printed).strip()


def _row(text: str, end: int) -> int:
    """Where a row of places ends: "các xã Phú Hữu, Quốc Thái và Khánh An"."""
    while (link := _NEXT_PLACE.match(text, end)) and (place := _PLACE.match(text, link.end() - 1)):
        if key(text[link.end() :][:24]).split()[0] in openers():
            break
        end = place.end()
    return end


def place_at(text: str, at: int) -> tuple[str, int] | None:
    """The place named at ``at`` (" Quảng Trị") and its end."""
    m = _PLACE.match(text, at)
    return (_titled(m[0]), m.end()) if m else None


def _before(folded: str, at: int) -> tuple[str, ...]:
    """The two words before ``at``."""
    return tuple(_WORDS.findall(folded, max(0, at - 24), at)[-2:])


def _single(text: str, folded: str, m: re.Match[str], home: Home) -> Level:
    printed = _plain(text[m.start("a") : m.end("a")])
    named = text[m.end() + 1 : m.end() + 2].isupper()
    place = _PLACE.match(text, m.end()) if named else _NUMBERED.match(text, m.end())
    if place:
        return Level(m.start(), place.end(), (f"{printed} {_titled(place[0])}",))
    if printed in _LOWER and printed != home.level:
        only = dict(home.only).get(printed)
        if only is None:
            return Level(m.start(), m.end(), (home.communes,), True)
        named = (_body_before(folded, m.start()), printed) in home.placed
        return Level(m.start(), m.end(), (f"{printed} {only}" if named else printed,))
    usual = dict(home.places).get(printed) if home.places and printed != home.level else None
    if usual and (*_before(folded, m.start()), printed) not in home.placed:
        usual = None
    return Level(m.start(), m.end(), (f"{printed} {usual}" if usual else printed,))


def _rank(printed: str, home: Home) -> str:
    """ "cấp xã" as the document names its communes, "cấp huyện" as its own level."""
    if printed in _LOWER:
        return home.communes
    if printed in _MIDDLE and home.level in _MIDDLE:
        return home.level
    return f"các {printed}" if printed in _MIDDLE else printed


def _parts(printed: str) -> list[str]:
    return [
        part.strip().removeprefix("cấp ").removeprefix("các ")
        for part in re.split(r",|;|\bvà\b", printed)
        if part.strip()
    ]


@lru_cache(4096)
def _plain(printed: str) -> str:
    return re.sub(r"\s+", " ", printed).strip().lower().replace("tp.", "thành phố").replace("tp", "thành phố")


_COMMUNES = over_key(r"(?<!\w)các ((?:xã|phường|thị trấn)(?:(?:, *| và )(?:các )?(?:xã|phường|thị trấn))*)(?!\w)")
_COMMUNE = over_key(r"(?<!\w)(?<!thị )(?:xã|phường|thị trấn)(?!\w)(?! hội)")
_OWN = over_key(r"(?:ubnd|ủy ban nhân dân|huyện ủy|công an|hđnd) (huyện|thị xã|thành phố|quận|tỉnh)(?!\w)")
_NAMED = over_key(r"(?<!\w)(huyện|thị xã|thành phố|quận)(?!\w)")
_ISSUED = over_key(r"(?<!\w)(huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu)(?!\w)")
_COVID = over_key(r"covid|sars-cov")
_DISEASE = over_key(
    r"phòng,? *chống (?:dịch )?(?:bệnh )?((?:cúm gia cầm|sốt xuất huyết|dại|bạch hầu|sởi|tay chân miệng|tả lợn châu phi|"
    r"viêm da nổi cục|thiên tai(?: và tìm kiếm cứu nạn)?|cháy rừng)(?:(?: trên| ở)? động vật)?)(?!\w)"
)


def home_of(text: str, folded: str | None = None, issuer: str | None = None) -> Home:
    """What a document's words say about where it speaks from."""
    folded = key(text) if folded is None else folded
    communes = Counter(m.span(1) for m in _COMMUNES.finditer(folded))
    said = Counter(f"các {_plain(text[a:b])}" for a, b in communes)
    level = _level(text, folded, issuer)
    places, placed = _places(text, folded)
    only, bodies = _only(text, folded, {w for many in said for w in re.findall(r"xã|phường|(?<=các )thị trấn", many)})
    return Home(level, _commonest(said) or "các xã", _board(text, folded), places, issuer or "", placed | bodies, only)


def _level(text: str, folded: str, issuer: str | None) -> str:
    own = _ISSUED.search(key(issuer)) if issuer else None
    if issuer and own:
        return _plain(issuer[own.start() : own.end()])
    if issuer and re.search(r"(?<!\w)(?:tỉnh|sở)(?!\w)", key(issuer)):
        return "tỉnh"
    counts = Counter(_plain(text[m.start(1) : m.end(1)]) for m in _OWN.finditer(folded))
    return _commonest(counts) or ""


def _board(text: str, folded: str) -> str:
    if _COVID.search(folded):
        return "Ban Chỉ đạo phòng, chống dịch Covid-19"
    named = Counter(_plain(text[m.start(1) : m.end(1)]) for m in _DISEASE.finditer(folded))
    disease = _commonest(named)
    if disease is None:
        return "Ban Chỉ đạo phòng, chống dịch"
    return f"Ban Chỉ đạo phòng, chống {disease if 'thiên tai' in disease else 'bệnh ' + disease}"


def _places(text: str, folded: str) -> tuple[tuple[tuple[str, str], ...], frozenset[tuple[str, ...]]]:
    """The place most often named behind a level word, and the words before it."""
    counts: dict[str, Counter[str]] = {}
    placed: set[tuple[str, ...]] = set()
    for m in _NAMED.finditer(folded):
        place = _PLACE.match(text, m.end())
        if place:
            level = _plain(text[m.start() : m.end()])
            counts.setdefault(level, Counter())[_titled(place[0])] += 1
            at = m.start() - 4 if folded.endswith(" của ", 0, m.start()) else m.start()
            placed.add((*_before(folded, at), level))
    return tuple((level, named.most_common(1)[0][0]) for level, named in counts.items()), frozenset(placed)


def _only(text: str, folded: str, many: set[str]) -> tuple[tuple[tuple[str, str], ...], frozenset[tuple[str, ...]]]:
    """The only place named behind "xã", "phường" or "thị trấn", and the bodies named with it; ``many``: spoken of in the plural."""
    found: dict[str, set[str]] = {}
    bodies: set[tuple[str, ...]] = set()
    for m in _COMMUNE.finditer(folded):
        level = _plain(text[m.start() : m.end()])
        place = (
            _PLACE.match(text, m.end()) if text[m.end() + 1 : m.end() + 2].isupper() else _NUMBERED.match(text, m.end())
        )
        if place:
            found.setdefault(level, set()).add(_titled(place[0]))
            bodies.add((_body_before(folded, m.start()), level))
    return tuple(
        (level, min(named)) for level, named in found.items() if len(named) == 1 and level not in many
    ), frozenset(bodies)


def _body_before(folded: str, at: int) -> str:
    """The last word of the name before a level: "ubnd" of "ủy ban nhân dân"."""
    before = folded[max(0, at - 20) : at].rstrip()
    return "ubnd" if before.endswith("ủy ban nhân dân") else (_WORDS.findall(before) or [""])[-1]


def _titled(place: str) -> str:
    flat = re.sub(r"\s+", " ", place).strip()
    return flat.title() if flat.isupper() else flat


def _commonest(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None
