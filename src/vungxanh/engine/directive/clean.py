"""The text every reader works on: composed letters, plain blanks and line ends, and the way back to the given one."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_BLANKS = {
    **dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "\f\v\u2028\u2029\x85"), "\n"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None),
    ord("\u2010"): "-",
    ord("\u2011"): "-",
    ord("\u2212"): "-",
}  # fmt: skip


def _bases() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "d"}
    for code in (*range(0xC0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base.lower()
    table.update({code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
    return table


_BASES = "".join(map(chr, range(0x2100))).translate(_bases())
"""A text as the table: read by place, with no miss for characters that stay (half the time of a dict)."""


def flat(text: str) -> str:
    """Lower case without diacritics, one character for one character, so that its offsets are those of ``text``."""
    return text.translate(_BASES)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``text`` and, where characters were joined or dropped, from which place on how many (``steps``)."""

    text: str
    places: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def back(self, offset: int) -> int:
        """The index in the given text of an index in ``text``."""
        if not self.places:
            return offset
        i = bisect_right(self.places, offset) - 1
        return self.origins[i] + (offset - self.places[i]) if i >= 0 else offset


def clean(text: str) -> Cleaned:
    """Compose letters (NFC), make blanks and line ends uniform. A plain text comes back as it is."""
    if not _odd(text):
        return Cleaned(text)
    out: list[str] = []
    places, origins = [0], [0]
    length = at = 0
    for piece in _clusters(text):
        made = unicodedata.normalize("NFC", piece).translate(_BLANKS)
        if piece in ("\r", "\r\n"):
            made = "\n" if piece == "\r" else " \n"
        if made:
            out.append(made)
            length += len(made)
        at += len(piece)
        if origins[-1] + (length - places[-1]) != at:
            places.append(length)
            origins.append(at)
    return Cleaned("".join(out), tuple(places), tuple(origins))


def _odd(text: str) -> bool:
    return "\r" in text or not unicodedata.is_normalized("NFC", text) or any(chr(code) in text for code in _BLANKS)


def _clusters(text: str) -> list[str]:
    """Letters with their combining marks; "\\r\\n" in one piece."""
    found: list[str] = []
    for c in text:
        if found and ((c == "\n" and found[-1] == "\r") or (unicodedata.combining(c) and len(found[-1]) < 8)):
            found[-1] += c
        else:
            found.append(c)
    return found
