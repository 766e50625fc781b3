"""A key of a text with the same length: lower case, one place for tone marks, one kind of dash, quote and blank.

The place of a tone mark differs between offices (uỷ/ủy, hoá/hóa). The length stays, so that what is found in the key is
found in the text.
"""

import re

_OLD = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
        "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_PLACE = re.compile("|".join(_OLD))
_LETTERS = [chr(c) for c in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
CAPITAL = "[" + "".join(c for c in _LETTERS if c.isupper()) + "]"
"""A capital letter, as a part of a pattern over the text itself."""
_TABLE = str.maketrans(
    {c: c.lower() for c in _LETTERS if len(c.lower()) == 1}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\n\r\t\u00a0\u2009\u202f", " ")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("*_", " ")
)

_BY_PLACE = "".join(chr(c).translate(_TABLE) for c in range(0x2300))


def placed(text: str) -> str:
    """Tone marks of oa, oe, uy on the first vowel."""
    return _PLACE.sub(lambda m: _OLD[m[0]], text)


def key(text: str) -> str:
    """The key; ``len(key(text)) == len(text)``."""
    return placed(text.translate(_BY_PLACE))


def starting(*phrases: str) -> str:
    """A part of a pattern: one of the phrases, at the start of a word. The first letter comes first, so that a search is quick."""
    return "(?:" + "|".join(rf"{p[0]}(?<!\w{p[0]}){p[1:]}" for p in phrases) + ")"


def pattern(form: str) -> re.Pattern[str]:
    """A pattern over keys: ``form`` is written in lower case, with tone marks where the reader expects them."""
    return re.compile(placed(form))
