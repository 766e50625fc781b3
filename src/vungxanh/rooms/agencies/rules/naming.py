"""One spelling for the many ways a body is written: abbreviations, hyphens, "và", "&", missing diacritics. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vungxanh.kernel.text import fold

_COMPOUNDS = (
    (r"ld\W*tb\W*(?:va\W*)?xh", "lao dong thuong binh xa hoi"),
    (r"gd\W*(?:va\W*)?dt", "giao duc dao tao"),
    (r"nn\W*(?:va\W*)?ptnt", "nong nghiep phat trien nong thon"),
    (r"tn\W*(?:va\W*)?mt", "tai nguyen moi truong"),
    (r"vh\W*(?:va\W*)?tt\W*(?:va\W*)?tt", "van hoa thong tin the thao"),
    (r"vh\W*(?:va\W*)?tt", "van hoa thong tin"),
    (r"kt\W*(?:va\W*)?ht", "kinh te ha tang"),
    (r"tc\W*(?:va\W*)?kh", "tai chinh ke hoach"),
)
_COMPOUND = [(re.compile(rf"\b{pattern}\b"), said) for pattern, said in _COMPOUNDS]

SHORT = {
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "vp": "van phong", "bcd": "ban chi dao",
    "ttch": "trung tam chi huy", "ttyt": "trung tam y te", "tyt": "tram y te", "bchqs": "ban chi huy quan su",
    "chqs": "chi huy quan su", "mttq": "mat tran to quoc", "ubmttq": "mat tran to quoc", "mttqvn": "mat tran to quoc",
    "ubmttqvn": "mat tran to quoc", "ubkt": "uy ban kiem tra", "cdc": "trung tam kiem soat benh tat",
    "ttksbt": "trung tam kiem soat benh tat", "ksbt": "kiem soat benh tat", "bql": "ban quan ly",
    "kcn": "khu cong nghiep", "ldld": "lien doan lao dong", "lhpn": "lien hiep phu nu", "ccb": "cuu chien binh",
    "tncs": "thanh nien cong san", "bhxh": "bao hiem xa hoi", "ptnt": "phat trien nong thon", "btv": "ban thuong vu",
    "bv": "benh vien", "tp": "thanh pho", "tx": "thi xa", "cax": "cong an xa", "cah": "cong an huyen",
}  # fmt: skip
"""Abbreviations of one word, folded."""

_NOISE = tuple(
    tuple(phrase.split())
    for phrase in (
        "phong chong dich benh covid 19", "phong chong dich covid 19", "phong chong dai dich covid 19",
        "phong chong covid 19", "phong chong dich benh", "phong chong dich", "covid 19", "tren dia ban", "tai dia ban",
    )
)  # fmt: skip
_DROPPED = {"va", "cua", "cap", "thuoc"}
_LEVELS = {
    ("thi", "tran"): "commune", ("xa",): "commune", ("phuong",): "commune", ("dac", "khu"): "commune",
    ("thi", "xa"): "district", ("huyen",): "district", ("quan",): "district",
    ("thanh", "pho"): "", ("tinh",): "province",
}  # fmt: skip
_NOT_A_LEVEL = {
    ("xa", "hoi"), ("xa", "doi"), ("xa", "vien"), ("quan", "su"), ("quan", "ly"), ("quan", "doi"), ("quan", "chung"),
    ("tinh", "nguyen"), ("phuong", "tien"), ("phuong", "an"), ("quan", "y"),
}  # fmt: skip
_SUFFIXED = {"uy", "doan"}  # Huyện ủy, Thị đoàn: the level is part of the name
_WORD = re.compile(r"[a-z0-9]+")
_POLICE = re.compile(r"\bCA\b")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name taken apart: what kind of body, and whose. ``unit``: the level words ("xa", "thi tran"), "" when unsaid."""

    base: Words
    unit: str = ""
    place: Words = ()

    @property
    def level(self) -> str:
        """``commune``, ``district``, ``province``; "" when unsaid or a city, which may be of two levels."""
        return _LEVELS.get(tuple(self.unit.split()), "")


def words(text: str) -> Words:
    """Folded words with abbreviations written out, without "và", "cấp" and the name of the epidemic."""
    plain = fold(_POLICE.sub("công an", text).replace("&", " va "))
    for pattern, said in _COMPOUND:
        plain = pattern.sub(said, plain)
    found = [part for word in _WORD.findall(plain) for part in SHORT.get(word, word).split()]
    return _without_noise(found)


def _without_noise(found: list[str]) -> Words:
    for phrase in _NOISE:
        found = _cut(found, phrase)
    kept = [word for word in found if word not in _DROPPED]
    return tuple(_cut(_cut(kept, ("viet", "nam")), ("uy", "ban", "mat", "tran"), keep=("mat", "tran")))


def _cut(found: list[str], phrase: Sequence[str], keep: Sequence[str] = ()) -> list[str]:
    size, at, out = len(phrase), 0, list[str]()
    while at < len(found):
        if tuple(found[at : at + size]) == tuple(phrase):
            out += keep
            at += size
        else:
            out.append(found[at])
            at += 1
    return out


def apart(said: Words, places: Collection[Words]) -> Spelled:
    """Split off the level and the place at the end: "tram y te xa dak o". ``places``: names of areas known, in words.

    Names of areas above, which follow ("…, huyện Bù Gia Mập"), are dropped.
    """
    for n in range(1, len(said)):
        for size in (2, 1):
            unit = said[n : n + size]
            rest = said[n + size :]
            if len(unit) < size or unit not in _LEVELS or not _ends_here(said, n, unit, rest, places):
                continue
            return Spelled(said[:n], " ".join(unit), _own(rest))
    for name in places:
        if len(said) > len(name) > 1 and said[-len(name) :] == name:
            return Spelled(said[: -len(name)], "", name)
    return Spelled(said)


def _ends_here(said: Words, n: int, unit: Words, rest: Words, places: Collection[Words]) -> bool:
    if not rest:
        return True
    if (unit[-1], rest[0]) in _NOT_A_LEVEL or rest[0] in _SUFFIXED or (said[n - 1], said[n]) == ("dia", "phuong"):
        return False
    own = _own(rest)
    return own in places or rest[0].isdigit() or (unit != ("quan",) and unit != ("tinh",) and len(own) <= 4)


def _own(rest: Words) -> Words:
    """The name up to the next level word: "dak o huyen bu gia map" is Đak Ơ."""
    for n in range(1, len(rest)):
        if rest[n : n + 2] in _LEVELS or rest[n : n + 1] in _LEVELS:
            return rest[:n]
    return rest
