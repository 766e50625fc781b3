"""Gaps and repeats in the numbers of items. Letters follow the Vietnamese alphabet (Decree 30/2020, annex I)."""

from collections.abc import Iterator

from vungxanh.engine.directive.model import Anomaly, Node

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10}


def broken(text: str, tree: tuple[Node, ...]) -> Iterator[Anomaly]:
    """One anomaly at each item whose number does not follow the one before it at the same level."""
    last: dict[str, tuple[int, str]] = {}
    for node in tree:
        name = node.ref.rpartition(".")[2]
        value = _value(node.kind, name)
        if value is not None:
            level = f"{node.kind}{node.ref.count('.')}"
            before = last.get(level)
            if before is not None and not _follows(node.kind, before, (value, name)):
                words = f"Đánh số không liền: sau “{before[1]}” là “{name}”."
                yield Anomaly("numbering", words, node.start, min(node.end, node.start + 80))
            last[level] = (value, name)
        yield from broken(text, node.children)


def _follows(kind: str, before: tuple[int, str], now: tuple[int, str]) -> bool:
    if now[0] == before[0] + 1:
        return True
    return kind == "letter" and now[1] == "e" and before[1] == "d"


def _value(kind: str, name: str) -> int | None:
    if kind == "item":
        return int(name) if name.isdigit() else None
    if kind == "article":
        return int(name[1:]) if name[1:].isdigit() else None
    if kind == "letter":
        at = _LETTERS.find(name)
        return at if at >= 0 else None
    if kind == "section" and name and all(c in _ROMAN for c in name):
        digits = [_ROMAN[c] for c in name]
        return sum(-d if any(d < later for later in digits[i + 1 :]) else d for i, d in enumerate(digits))
    return None
