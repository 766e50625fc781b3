"""Numbers that Word makes itself (automatic lists), written out as the reader of the paper sees them."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


class Numbering:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # abstract list → level → (format, text, start)
        self.lists: dict[str, str] = {}  # list → abstract list
        self.starts: dict[tuple[str, int], int] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        self._load(document)

    def _load(self, document: Any) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            self.levels[key] = {
                int(lvl.get(f"{W}ilvl", 0)): (_val(lvl, "numFmt"), _val(lvl, "lvlText"), _number(_val(lvl, "start"), 1))
                for lvl in abstract.iter(f"{W}lvl")
            }
        for num in root.iter(f"{W}num"):
            key = num.get(f"{W}numId", "")
            self.lists[key] = _val(num, "abstractNumId")
            for over in num.iter(f"{W}lvlOverride"):
                start = _val(over, "startOverride")
                if start:
                    self.starts[key, int(over.get(f"{W}ilvl", 0))] = _number(start, 1)
        for style in document.styles.element.iter(f"{W}style"):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                self.styles[style.get(f"{W}styleId", "")] = (_val(found, "numId"), _number(_val(found, "ilvl"), 0))

    def label(self, paragraph: Any) -> str:
        """The mark in front of a paragraph, with a blank after it; "" when it has none."""
        at = self._place(paragraph)
        if at is None:
            return ""
        key, level = at
        levels = self.levels.get(self.lists.get(key, ""), {})
        if level not in levels:
            return ""
        form, pattern, start = levels[level]
        counts = self.counts.setdefault(self.lists[key], {})
        first = self.starts.pop((key, level), None)
        counts[level] = first if first is not None else counts.get(level, start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if form == "bullet":
            return "+ " if level else "- "
        if form == "none" or not pattern:
            return ""
        words = pattern
        for n in range(9):
            if f"%{n + 1}" in words:
                shown = levels.get(n, (form, "", 1))
                words = words.replace(f"%{n + 1}", _shown(counts.get(n, shown[2]), shown[0]))
        return f"{words.strip()} "

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        found = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self.styles.get(style.get(f"{W}val", "")) if style is not None else None
        if found is None:
            return inherited if inherited and inherited[0] not in ("", "0") else None
        key = _val(found, "numId") or (inherited[0] if inherited else "")
        level = _val(found, "ilvl")
        if key in ("", "0"):
            return None
        return key, _number(level, inherited[1] if inherited else 0)


def _val(node: Any, name: str) -> str:
    child = node.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 9 else otherwise


def _shown(value: int, form: str) -> str:
    if form == "upperRoman":
        return roman(value)
    if form == "lowerRoman":
        return roman(value).lower()
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 26 * 4:
        letter = _ALPHABET[(value - 1) % 26] * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{value:02d}"
    return str(value)


def roman(value: int) -> str:
    """1 to 89 in Roman figures; beyond, Arabic."""
    if not 0 < value < 90:
        return str(value)
    out = ""
    for size, sign in ((50, "L"), (40, "XL"), *_ROMAN):
        while value >= size:
            out, value = out + sign, value - size
    return out
