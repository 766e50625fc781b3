"""One spelling for the many ways a Vietnamese place is written. Pure."""

import re
from dataclasses import dataclass

from vungxanh.kernel.text import fold
from vungxanh.rooms.places.rules import Kind

_WORD = re.compile(r"[a-z0-9]+")
_C = re.compile(r"c(?!h)")
_DOTTED = re.compile(r"\b(tp|tx|tt|đ\.?k|dk|h|x|p|f|q|t)\s*\.\s*", re.IGNORECASE)
_INNER_DOT = re.compile(r"\bt\.(?=[pxt]\b)", re.IGNORECASE)
_GLUED = re.compile(r"\b(tp|tx|tt|q|p|f|h|x)(?=\d|hcm\b)", re.IGNORECASE)
_BREAK = re.compile(r"[,;/|\n]+|\s+[-–—]\s+(?=(?:x|h|t|p|q|tp|tx|tt)[.\s]|xa |huyen |tinh |phuong |quan |thi |thanh )")

SHORT = {
    "tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "dk": "dac khu", "h": "huyen", "x": "xa",
    "p": "phuong", "f": "phuong", "q": "quan", "t": "tinh",
}  # fmt: skip
KIND_WORDS = {fold(kind): kind for kind in Kind}
NICKNAMES = {
    "hcm": "hochiminh", "tphcm": "hochiminh", "hochiminhcity": "hochiminh", "sg": "hochiminh", "saigon": "hochiminh",
    "hn": "hanoi", "brvt": "bariavungtau", "tth": "hue", "thuathienhue": "hue",
}  # fmt: skip
"""Names of provinces that are said but not written in the official list."""


def words(text: str) -> list[str]:
    """Folded words without punctuation."""
    return _WORD.findall(fold(text))


def skeleton(word: str) -> str:
    """What several spellings share: ``Đắk``, ``Đak``, ``Đắc`` give ``dak``; ``Quý``, ``Quí`` give ``kui``."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    return _C.sub("k", word.replace("ck", "k")).replace("q", "k").replace("y", "i")


def bones(text: str) -> list[str]:
    """Skeletons of all words."""
    return [skeleton(w) for w in words(text)]


def run_together(text: str) -> str:
    """All bones in one word, nicknames replaced: ``Ea H'leo`` -> ``eahleo``, ``tphcm`` -> ``hochiminh``."""
    return known("".join(bones(text)))


def known(key: str) -> str:
    """A key, or what it is a nickname of."""
    return _NICKNAMES.get(key, key)


_NICKNAMES = {"".join(bones(nick)): "".join(bones(name)) for nick, name in NICKNAMES.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: a name, perhaps its kind, and names of the areas above."""

    name: tuple[str, ...]
    kind: Kind | None = None
    above: tuple[str, ...] = ()


def _expand(text: str) -> list[str]:
    """Parts between commas, abbreviations written out."""
    text = _INNER_DOT.sub("t", text)
    text = _DOTTED.sub(lambda m: SHORT[m[1].lower().replace(".", "").replace("đ", "d")] + " ", text)
    text = _GLUED.sub(lambda m: SHORT[m[1].lower()] + " ", text)
    parts = [words(part) for part in _BREAK.split(fold(text))]
    return [
        " ".join(SHORT.get(w, w) if n == 0 and len(part) > 1 else w for n, w in enumerate(part))
        for part in parts
        if part
    ]


def _kind(part: str) -> tuple[Kind | None, str]:
    for word, kind in KIND_WORDS.items():
        if part.startswith(word + " "):
            return kind, part[len(word) + 1 :]
    return None, part


_INNER = re.compile(r"\s(?=(?:huyen|quan|thi xa|thanh pho|tinh|tp|tx|h|t|q)\s)")


def readings(text: str) -> list[Reading]:
    """All ways to read ``text``: with the first word as a kind or as part of the name, split inside or not."""
    parts = _expand(text)
    if not parts:
        return []
    found: list[Reading] = []
    inner = [" ".join([SHORT.get(w, w) for w in p.split()[:1]] + p.split()[1:]) for p in _split_inside(parts)]
    for way in (parts, inner):
        above = tuple(run_together(_kind(part)[1]) for part in way[1:])
        kind, rest = _kind(way[0])
        for reading in ((kind, rest), (None, way[0])):
            name = tuple(bones(reading[1]))
            if name:
                found.append(Reading(name=name, kind=reading[0], above=above))
    return list(dict.fromkeys(found))


def _split_inside(parts: list[str]) -> list[str]:
    return [piece for part in parts for piece in _INNER.split(part)]
