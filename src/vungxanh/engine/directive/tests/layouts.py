"""The same words laid out as other programs would have written them."""

import re
import textwrap
import unicodedata


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


LAYOUTS = {"wrapped": wrapped, "paged": paged, "windows": windows, "decomposed": decomposed}
