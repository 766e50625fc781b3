"""Words of Vietnamese names: what is left of them after bad keyboards, and how they sound."""

import re
import unicodedata

_LETTERS = re.compile(r"[^a-z ]+")
_SPACE = re.compile(r" +")
_BREAK = re.compile(r"[\s.]")
_DOUBLED = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"))
_TYPED = re.compile(r"(?<=.)[fjswxz]|(?<=.)(?<!^t)r")
_D = str.maketrans({"đ": "d", "ð": "d"})

# Letters that are confused because they sound alike in some region; longer ones first.
_FIRST = (
    ("ngh", "ng"), ("gh", "g"), ("tr", "c"), ("ch", "c"), ("gi", "d"), ("th", "t"), ("ph", "f"), ("kh", "k"),
    ("nh", "n"), ("qu", "w"), ("r", "d"), ("z", "d"), ("l", "n"), ("x", "s"), ("k", "c"), ("v", "d"),
)  # fmt: skip
_LAST = (("nh", "n"), ("ng", "n"), ("ch", "t"), ("c", "t"))


def clean(name: str) -> str:
    """A name in lower case without diacritics, digits and points: ``"ĐẶNG V. Sơn"`` -> ``"dang v son"``.

    Any Unicode form may come in; what is left are the letters a-z and single spaces.
    """
    if name.isascii():
        plain = name.lower()
        if plain.replace(" ", "").isalpha():  # most often: it was folded before
            return " ".join(plain.split())
    else:
        plain = unicodedata.normalize("NFKD", name).lower().translate(_D)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _SPACE.sub(" ", _LETTERS.sub("", _BREAK.sub(" ", plain))).strip()


def settled(word: str) -> str:
    """A cleaned word without the traces of Telex typing: ``nguyeenx`` -> ``nguyen``, ``duwcs`` -> ``duc``.

    No Vietnamese syllable has f, j, s, w, x or z behind its first letter, r but in ``tr``, or ``dd``, ``aa``, ``ee``;
    words of other languages lose the same letters on both sides of a comparison.
    """
    bare = word
    for double, single in _DOUBLED:
        bare = bare.replace(double, single)
    bare = _TYPED.sub("", bare) if len(bare) > 2 else bare
    return bare if len(bare) > 1 else word


def sound(word: str) -> str:
    """What sounds alike in some region is written alike: s/x, tr/ch, d/gi/r, l/n, i/y, -n/-ng."""
    found = word.replace("y", "i")
    for start, to in _FIRST:
        if found.startswith(start) and len(found) > len(start):
            found = to + found[len(start) :]
            break
    for end, to in _LAST:
        if found.endswith(end) and len(found) > len(end):
            return found[: -len(end)] + to
    return found
