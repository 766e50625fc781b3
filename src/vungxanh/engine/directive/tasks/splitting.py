"""One passage into parts: a part for each lead with an action of its own, a part for each deadline of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from vungxanh.engine.directive.leaves import Leaf
from vungxanh.engine.directive.model import DueKind
from vungxanh.engine.directive.tasks.bodies import Bodies
from vungxanh.engine.directive.tasks.due import Deadlines, FoundDue
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tasks.grammar import verbs
from vungxanh.engine.directive.tasks.leads import Leads, Subject
from vungxanh.engine.directive.tasks.lists import listing
from vungxanh.engine.directive.tasks.sentences import clauses, sentences

_DATING = pattern(
    r"[ *_(]*(?:(?:thời gian|thời hạn|tiến độ|hạn|thời điểm)(?: [^.:;]{0,60})?(?::|chậm nhất|trước|trong|là)|(?:thực hiện|triển khai|hoàn thành|duy trì) (?:thường xuyên|liên tục|trước|trong|xong|chậm nhất|theo thời gian))"
)
_ACTION = pattern(
    r"[ *_(]*(?:thời gian|thời hạn|hạn) ((?!thực hiện|hoàn thành|triển khai)[^\W\d]+(?: [^\W\d]+){1,2})(?= |:)"
)
_REPORT = pattern(
    r"(?:[,;]| và) *(?:và )?(?:đồng thời )?(?=(?:gửi |tổng hợp,? )?(?:báo cáo|gửi|tổng hợp|trình|hoàn thành|nộp|kết thúc|sơ kết|tổng kết)(?!\w))"
)
_LABEL = pattern(
    r"[ *_]*(?:đơn vị|cơ quan|bộ phận)?(?: được giao)? *(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm|đầu mối)(?: thực hiện)? *: *"
)
_TITLES = pattern(
    r"^(?:thủ trưởng|lãnh đạo|chủ tịch|giám đốc|người đứng đầu|trưởng|bí thư|các đồng chí|đồng chí|chánh văn phòng) "
)
_HELPED = pattern(r"phối hợp(?: chặt chẽ)?(?: cùng| với)* ")
LONGEST = 8000
"""Characters of one passage that are read; what lies beyond is kept in the span and not looked into."""
_CALENDAR = (DueKind.BY, DueKind.DURING, DueKind.RECURRING)


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


class Splitter:
    """Cuts leaves of one document."""

    def __init__(self, bodies: Bodies, leads: Leads, dues: Deadlines) -> None:
        self.bodies, self.leads, self.dues = bodies, leads, dues
        self.text = bodies.text

    def units(self, leaf: Leaf) -> list[Unit]:
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
        found = []
        for a, b in clauses(self.text, start, end):
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
            if own is not None and own.how not in ("liable", "guides"):
                found[-1].end = a
                found.append(Unit(a, end, own, fresh=False))
        for unit in found:
            unit.end = _before(self.text, unit.start, unit.end)
        return found

    # -- parts by lead -------------------------------------------------------------------------------------------

    def parts(self, leaf: Leaf, inherited: Sequence[str]) -> list[Part]:
        """The parts of a leaf; ``inherited``: the leads of a part without a subject of its own."""
        units = self._acting(self.units(leaf))
        if not units or all(self.leads.liable(u.start, u.end) for u in units):
            return []
        parts = [Part(units[0].start, units[0].end)]
        main: Subject | None = None
        led = False
        for i, unit in enumerate(units):
            subject = unit.subject if unit.subject and unit.subject.how not in ("liable", "support") else None
            part = parts[-1]
            if i and not led and main is None and self._closes(unit, units[i:]):
                unit.line = True
            if unit.line:
                led = self._assign(parts, unit, subject, led)
                continue
            if i == 0:
                part.subject = main = subject
            elif subject is not None and self._differs(
                subject.names, part.subject.names if part.subject else inherited
            ):
                parts.append(Part(unit.start, unit.end, subject))
            elif self._returns(unit, parts) and part.subject is not main:
                parts.append(Part(unit.start, unit.end, main))
            parts[-1].end = unit.end
            parts[-1].units.append(unit)
        if leaf.end - leaf.start > LONGEST:
            parts[-1].end = leaf.end
        return [p for q in self._undated(parts) for p in self._by_deadline(q)]

    def _acting(self, units: list[Unit]) -> list[Unit]:
        """Without thanks before the order and the lead-in behind it; an approval goes with what it leads to."""
        while len(units) > 1 and not units[0].line and self.leads.praises(units[0].start, units[0].end):
            units.pop(0)
        if len(units) > 1 and units[-1].subject is not None and self._opens(units[-1]):
            units.pop()
        if units and self._idle(units):
            idle = units.pop(0)
            if units:
                units[0].start, units[0].fresh = idle.start, True
        return units

    def _idle(self, units: list[Unit]) -> bool:
        """The first words give leave, or say who is liable before they order somebody else."""
        first = units[0]
        if first.subject is None:
            return self.leads.approves(first.start, first.end)
        return first.subject.how == "liable" and len(units) > 1 and units[1].subject is not None and not units[1].fresh

    def _closes(self, unit: Unit, rest: list[Unit]) -> bool:
        """A last sentence that only says who carries out what the passage describes: an assignment line without a line of its own."""
        if (
            unit.line
            or unit.subject is None
            or not unit.fresh
            or self._opens(unit)
            or any(not u.dating for u in rest[1:])
        ):
            return False
        return unit.subject.how == "acts" and self._executes(unit.subject.end, unit.end)

    def _opens(self, unit: Unit) -> bool:
        """A lead-in of what follows the passage."""
        return self.text[unit.start : unit.end].rstrip(" *_").endswith(":")

    def _returns(self, unit: Unit, parts: list[Part]) -> bool:
        """A sentence without a subject goes back to the main one."""
        return unit.subject is None and unit.fresh and not unit.dating and len(parts) > 1

    def _assign(self, parts: list[Part], unit: Unit, subject: Subject | None, led: bool) -> bool:
        """An assignment line inside the span: it leads what has no subject, or opens a part of its own."""
        part = parts[-1]
        own = part.subject is not None
        if subject is None:
            pass
        elif subject.how == "guides" and own and not led:
            part.added = subject.names
        elif not own and not led:
            for p in parts:
                p.subject = p.subject or subject
        elif own and (
            not self._differs(subject.names, part.subject.names if part.subject else ())
            or (not led and self._executes(subject.end, unit.end))
        ):
            pass
        else:
            parts.append(Part(unit.start, unit.end, subject))
        parts[-1].end = unit.end
        parts[-1].units.append(unit)
        return led or subject is not None

    def _executes(self, start: int, end: int) -> bool:
        """Whether the rest of an assignment line says no more than "to carry this out"."""
        said = []
        for m in _HELPED.finditer(self.bodies.key, start, end):
            named = listing(self.bodies, m.end(), end)
            if named is not None:
                said.append(self.bodies.key[start : m.start()])
                start = named.end
        words = re.findall(r"[^\W\d_]+", " ".join([*said, self.bodies.key[start:end]]))
        return sum(w not in _plain() for w in words) <= 3

    def _differs(self, names: Sequence[str], others: Sequence[str]) -> bool:
        """Another organisation: not the same ones, nor the head of one of them."""
        mine, theirs = {_organisation(n) for n in names}, {_organisation(n) for n in others}
        titled = any(_titled(n) for n in (*names, *others))
        return not (mine == theirs or (titled and theirs and (mine <= theirs or theirs <= mine)))

    def _undated(self, parts: list[Part]) -> list[Part]:
        """A closing line that only dates and serves several parts lies outside all of them."""
        last = parts[-1].units[-1] if parts[-1].units else None
        if last is None or not last.dating or len(parts) < 2 or len(parts[-1].units) < 2:
            return parts
        parts[-1].units.pop()
        parts[-1].end = parts[-1].units[-1].end
        about = self._about(parts, last)
        for part in about:
            if not any(d.due.kind in _CALENDAR for u in part.units for d in self.dues.found(u.start, u.end)):
                part.lines.append((last.start, last.end))
        return parts

    def _about(self, parts: list[Part], line: Unit) -> list[Part]:
        """The parts a dating line speaks of ("Thời gian gửi lịch trực …"); all when it names no action."""
        m = _ACTION.match(self.bodies.key, line.start, line.end)
        named = [p for p in parts if m and m[1].strip() in self.bodies.key[p.start : p.end]]
        return named or parts

    # -- parts by deadline ---------------------------------------------------------------------------------------

    def _by_deadline(self, part: Part) -> list[Part]:
        given = [(u, d) for u in part.units for d in self.dues.found(u.start, u.end) if d.due.kind in _CALENDAR]
        seen: dict[tuple[str, str], tuple[Unit, FoundDue]] = {}
        for unit, one in given:
            seen.setdefault((one.due.kind, one.due.date or one.due.rule or ""), (unit, one))
        rest, out = part, []
        before: FoundDue | None = None
        for unit, one in seen.values():
            at = self._cut(rest, unit, one, before) if before is not None else None
            before = one
            if at is None:
                continue
            units = [u for u in rest.units if u.start >= at] or [Unit(at, unit.end, line=unit.line)]
            if units[0].start > at:
                units.insert(0, Unit(at, unit.end, line=unit.line, fresh=False))
            end = _before(self.text, rest.start, at)
            kept = [
                u if u.end <= end else Unit(u.start, end, u.subject, u.line, u.dating, u.fresh)
                for u in rest.units
                if u.start < at
            ]
            out.append(Part(rest.start, end, rest.subject, kept, rest.added, rest.lines))
            rest = Part(at, rest.end, rest.subject, units, rest.added, rest.lines)
        return [*out, rest]

    def _cut(self, part: Part, unit: Unit, one: FoundDue, before: FoundDue) -> int | None:
        """Where the action of a second deadline begins; None when both date one action."""
        if unit.line and unit.subject is not None and self._executes(unit.subject.end, unit.end):
            return None
        if unit.start > before.end:
            return unit.start if not unit.dating and unit.start > part.start else None
        cut = None
        for m in _REPORT.finditer(self.bodies.key, before.end, one.start):
            cut = m.end()
        if cut is None:
            after = [a for a, _ in clauses(self.text, unit.start, unit.end) if before.end <= a <= one.start]
            cut = after[-1] if after else None
        return cut


def _before(text: str, floor: int, at: int) -> int:
    """The end of what stands before ``at``, without blanks, a comma or "và"."""
    while at > floor and text[at - 1].isspace():
        at -= 1
    if text[max(floor, at - 3) : at] == " và":
        at -= 3
    return at


@cache
def _plain() -> frozenset[str]:
    return frozenset(w for phrase in verbs()["execution"] for w in key(phrase).split())


@lru_cache(4096)
def _titled(name: str) -> bool:
    return bool(_TITLES.match(key(name)))


@lru_cache(4096)
def _organisation(name: str) -> str:
    folded = key(name)
    bare = _TITLES.sub("", folded)
    return re.sub(r"^các |[^\w]|(?<!\w)và(?!\w)", "", bare)
