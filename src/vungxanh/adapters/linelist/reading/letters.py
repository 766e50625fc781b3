"""Vietnamese before Unicode: TCVN3 (ABC) and VNI, and how well a text reads as Vietnamese. Pure.

Source: TCVN 5712:1993 (VN3), and the code table of VNI for Windows; both use the places of Western letters, so that a
text in them looks like ``NguyÔn`` or ``Nguyeãn``.
"""

import re
import unicodedata

NAMES = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1258": "Windows-1258",
    "tcvn3": "TCVN3 (ABC)", "vni": "VNI", "cp1252": "Windows-1252",
}  # fmt: skip
_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®§¡¢£¤¥¦ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ",
        "àảãáạăằẳẵắặâầẩẫấậđĐĂÂÊÔƠƯèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)
# In VNI the mark stands behind its letter, as a letter of its own.
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOF = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BOWL = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base in "aeouy":
        pairs |= {base + mark: base + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        pairs |= {base + mark: f"{base}\u0302{tone}" for mark, tone in _ROOF.items()}
    pairs |= {"a" + mark: f"a\u0306{tone}" for mark, tone in _BOWL.items()}
    pairs |= {
        f"{base}{mark}": f"{ours}{tone}" for base, ours in (("ô", "ơ"), ("ö", "ư")) for mark, tone in _TONES.items()
    }
    pairs |= _ALONE
    both: dict[str, str] = {}
    for old, new in pairs.items():
        new = unicodedata.normalize("NFC", new)
        both |= {old: new, old.upper(): new.upper(), old[0].upper() + old[1:]: new[0].upper() + new[1:]}
    return both


_VNI = _vni_pairs()
_VNI_FORM = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """``NguyÔn V¨n`` → ``Nguyễn Văn``. Capitals with tones are lower case in this code; its capital fonts draw them."""
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """``Nguyeãn Vaên`` → ``Nguyễn Văn``."""
    return _VNI_FORM.sub(lambda found: _VNI[found[0]], text)


ALPHABETS = {"tcvn3": from_tcvn3, "vni": from_vni}
ENOUGH = 1500
"""Words after which the letters of a file are known."""
_WORD = re.compile(r"[^\s,;|\"'()\[\]{}<>/\\.:!?0-9_+=*&@#%-]+")
_SYLLABLE = re.compile(
    r"(?:ngh|gh|gi|qu|kh|nh|ng|ph|th|tr|ch|[bcdghklmnpqrstvx])?(?:[iuo]?[aeiouy]{1,2}[iouy]?)(?:ch|nh|ng|[cmnpt])?"
)
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MARKS = _TONE_MARKS | frozenset("\u0302\u0306\u031b")


def vietnamese(text: str) -> tuple[float, int]:
    """Which share of the words with letters beyond ASCII are Vietnamese syllables, and how many words that is."""
    words = [word for word in _WORD.findall(text) if not word.isascii()][:ENOUGH]
    return (sum(map(_syllable, words)) / len(words) if words else 1.0), len(words)


def _syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    marks = [c for c in apart if unicodedata.combining(c)]
    base = "".join(c for c in apart if not unicodedata.combining(c))
    one_tone = sum(mark in _TONE_MARKS for mark in marks) <= 1 and len(marks) <= 3
    # a mixture of cases within a word (NguyÔn) is what the old codes look like
    cased = word.islower() or word.isupper() or word[1:].islower()
    return one_tone and cased and _MARKS.issuperset(marks) and _SYLLABLE.fullmatch(base) is not None
