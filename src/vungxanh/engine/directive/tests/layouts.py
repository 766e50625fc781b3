"""The same words laid out as other programs would have written them."""

import random
import re
import textwrap
import unicodedata

from vungxanh.engine.directive.clean import flat


def wrapped(text: str, measure: int = 88) -> str:
    """Hard-wrapped lines, empty lines kept."""
    out: list[str] = []
    for line in text.split("\n"):
        out += textwrap.wrap(line, measure, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(out)


def paged(text: str, lines: int = 40) -> str:
    """Hard-wrapped, with the number of the next page after every ``lines`` lines."""
    out: list[str] = []
    for n, line in enumerate(wrapped(text).split("\n"), 1):
        out.append(line)
        if n % lines == 0:
            out.append(f"\n{n // lines + 1}\n")
    return "\n".join(out)


def windows(text: str) -> str:
    """Line ends of Windows."""
    return text.replace("\n", "\r\n")


def decomposed(text: str) -> str:
    """Letters and marks apart, as macOS writes them."""
    return unicodedata.normalize("NFD", text)


def bare(text: str) -> str:
    """Without Markdown's stars around words."""
    return re.sub(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}", "", text)


def words(passage: str) -> str:
    """A passage to compare: composed, without blanks and emphasis."""
    return re.sub(r"[\s*]+", "", unicodedata.normalize("NFC", passage))


def noisy(text: str, share: float, seed: int) -> str:
    """A share of the accented letters recognised without their marks; lengths stay."""
    draw = random.Random(seed)
    return "".join(_plain(c) if _plain(c) != c and draw.random() < share else c for c in text)


def _plain(letter: str) -> str:
    base = flat(letter)
    return base.upper() if letter.isupper() else base if letter.isalpha() else letter


LAYOUTS = {"wrapped": wrapped, "paged": paged, "windows": windows, "decomposed": decomposed}
