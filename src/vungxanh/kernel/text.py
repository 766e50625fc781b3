"""Vietnamese text: folding for search, masking for strangers' eyes."""

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})


_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")


def squeeze(text: str) -> str:
    """NFC, without control characters, with single spaces."""
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # printable: no control character, and no space but the common one
        text = "".join(
            " " if unicodedata.category(c).startswith("Z") else c for c in text if c.isprintable() or c.isspace()
        )
        return _SPACE.sub(" ", text).strip()
    return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text


def fold(text: str) -> str:
    """The search key of a text: lower case, no diacritics, đ as d (no database folds it), single spaces."""
    clean = squeeze(text)
    if clean.isascii():
        return clean.lower()
    if len(clean) > _SHORT:
        return _bare(clean)
    words = [_bare_word(word) for word in clean.split(" ")]
    return " ".join([word for word in words if word])


_SHORT = 120


def _bare(clean: str) -> str:
    plain = unicodedata.normalize("NFD", clean.translate(_D))
    bare = _MARKS.sub("", plain)
    if not bare.isascii():  # marks of other scripts
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _SPACE.sub(" ", bare.lower()).strip()


_bare_word = lru_cache(maxsize=10_000)(_bare)
"""Names are made of few different words."""


def mask_name(name: str) -> str:
    """``Nguyễn Văn An`` as ``N*** V*** An``: enough to recognise whom you speak to, not to name him to others."""
    parts = squeeze(name).split(" ")
    return " ".join([*(f"{part[:1]}***" for part in parts[:-1]), parts[-1]]) if len(parts) > 1 else f"{name[:1]}***"


def mask_tail(value: str, shown: int = 3) -> str:
    """Only the last characters of a number: ``0912345678`` as ``•••••••678``."""
    return "•" * max(len(value) - shown, 3) + value[-shown:] if value else ""


def gettext_noop(text: str) -> str:
    """Marks a sentence of a pure module for translation; whoever shows it translates it."""
    return text


BOUNDS = {
    ">=": gettext_noop("từ %s trở lên"),
    "<=": gettext_noop("không quá %s"),
    ">": gettext_noop("trên %s"),
    "<": gettext_noop("dưới %s"),
}
"""How an office says that a number is a bound; "=" says nothing."""


def bound(op: str, value: float, unit: str = "", template: str = "") -> str:
    """A number to reach as an office writes it: ``không quá 50 hộ``. ``template``: the translated line of ``BOUNDS``."""
    number = f"{value:,.10g}".translate(str.maketrans(",.", ".,"))
    return (template or BOUNDS.get(op, "%s")) % f"{number} {unit}".strip()
