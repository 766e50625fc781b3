"""Sentences and clauses of a passage, each with the body its words name."""

import re
from dataclasses import dataclass, field
from functools import cache

from vungxanh.engine.directive.leaves import Leaf
from vungxanh.engine.directive.tasks.bodies import Bodies
from vungxanh.engine.directive.tasks.due import Deadlines
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tasks.grammar import verbs
from vungxanh.engine.directive.tasks.leads import Leads, Subject
from vungxanh.engine.directive.tasks.lists import listing
from vungxanh.engine.directive.tasks.sentences import clauses, sentences

_DATING = pattern(
    r"[ *_(]*(?:(?:thời gian|thời hạn|tiến độ|hạn|thời điểm)(?: [^.:;]{0,60})?(?::|chậm nhất|trước|trong|là)|(?:thực hiện|triển khai|hoàn thành|duy trì) (?:thường xuyên|liên tục|trước|trong|xong|chậm nhất|theo thời gian))"
)
_LABEL = pattern(
    r"[ *_]*(?:đơn vị|cơ quan|bộ phận)?(?: được giao)? *(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm|đầu mối)(?: thực hiện)? *: *"
)
_HELPED = pattern(r"phối hợp(?: chặt chẽ)?(?: cùng| với)* ")
LONGEST = 8000
"""Characters of one passage that are read; what lies beyond is kept in the span and not looked into."""


@dataclass(slots=True)
class Unit:
    """A sentence or clause. ``line``: it is (a part of) an assignment line inside the span."""

    start: int
    end: int
    subject: Subject | None = None
    line: bool = False
    dating: bool = False
    fresh: bool = True  # begins a sentence


@dataclass(slots=True)
class Part:
    """A task to be: where it stands, who its own words name."""

    start: int
    end: int
    subject: Subject | None = None
    units: list[Unit] = field(default_factory=list)
    added: tuple[str, ...] = ()  # "X hướng dẫn" beside a subject
    lines: list[tuple[int, int]] = field(default_factory=list)  # evidence outside the span


class Units:
    """Reads the units of one document's passages."""

    def __init__(self, bodies: Bodies, leads: Leads, dues: Deadlines) -> None:
        self.bodies, self.leads, self.dues = bodies, leads, dues
        self.text = bodies.text

    def of(self, leaf: Leaf) -> list[Unit]:
        """Sentences; in assignment lines, and where somebody else is told to act, clauses."""
        lines = [a for a in leaf.assignments if leaf.start <= a[0] and a[1] <= leaf.end]
        found: list[Unit] = []
        for a, b in sentences(self.text, leaf.start, min(leaf.end, leaf.start + LONGEST), [x for x, _ in lines]):
            line = any(x <= a and b <= y for x, y in lines)
            found.extend(self._line(a, b) if line else self._sentence(a, b))
        return found

    def _line(self, start: int, end: int) -> list[Unit]:
        label = _LABEL.match(self.bodies.key, start, end)
        if _DATING.match(self.bodies.key, start, end) and not label:
            return [Unit(start, end, line=True, dating=True)]
        cut = clauses(self.text, start, end)
        if label and len(cut) > 1:
            listed = self.leads.subject(label.end(), end)
            if listed is not None and listed.end > cut[0][1]:  # "Đơn vị thực hiện: A; B."
                return [Unit(start, end, listed, line=True)]
        found = []
        for a, b in cut:
            m = _LABEL.match(self.bodies.key, a, b)
            found.append(Unit(a, b, self.leads.subject(m.end() if m else a, b), line=True, fresh=a == start))
        return found

    def _sentence(self, start: int, end: int) -> list[Unit]:
        if _DATING.match(self.bodies.key, start, end) and end - start < 200 and self.dues.found(start, end):
            return [Unit(start, end, dating=True)]
        subject = self.leads.subject(start, end)
        found = [Unit(start, end, subject)]
        for a, b in clauses(self.text, start, end)[1:]:
            if subject is not None and a < subject.end:
                continue
            own = self.leads.clause(a, b)
            if own is not None and own.how not in ("liable", "guides", "support"):
                found[-1].end = a
                found.append(Unit(a, end, own, fresh=False))
        for unit in found:
            unit.end = trimmed(self.text, unit.start, unit.end)
        return found

    def executes(self, start: int, end: int) -> bool:
        """Whether the rest of an assignment line says no more than "to carry this out"."""
        said = []
        for m in _HELPED.finditer(self.bodies.key, start, end):
            named = listing(self.bodies, m.end(), end)
            if named is not None:
                said.append(self.bodies.key[start : m.start()])
                start = named.end
        words = re.findall(r"[^\W\d_]+", " ".join([*said, self.bodies.key[start:end]]))
        return sum(w not in _plain() for w in words) <= 3


def trimmed(text: str, floor: int, at: int) -> int:
    """The end of what stands before ``at``, without blanks, a comma or "và"."""
    while at > floor and text[at - 1].isspace():
        at -= 1
    if text[max(floor, at - 3) : at] == " và":
        at -= 3
    return at


@cache
def _plain() -> frozenset[str]:
    return frozenset(w for phrase in verbs()["execution"] for w in key(phrase).split())
